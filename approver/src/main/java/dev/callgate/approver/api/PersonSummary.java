package dev.callgate.approver.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as admins see it.
 *
 * @param id to change or remove the person by; null for somebody whom the approver's start named
 * @param name under which the person's reviews are recorded
 * @param groups the groups the person is in
 * @param roles what the person may do
 * @param source {@code start} from the approver's command line, {@code stored} added by an admin,
 *     {@code oidc} signed in at the identity provider
 * @param hasToken whether there is a token that the person connects with
 * @param createdAtMillis since when, epoch milliseconds; 0 for somebody named at the start
 */
public record PersonSummary(
    @Nullable String id,
    String name,
    List<String> groups,
    List<Role> roles,
    String source,
    boolean hasToken,
    long createdAtMillis) {}
