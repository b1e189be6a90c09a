package dev.callgate.approver.store;

import dev.callgate.approver.api.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person whom an admin added, or who has signed in at the identity provider.
 *
 * @param id made by us
 * @param name as the person was added
 * @param groups the person's groups
 * @param roles what the person may do
 * @param tokenDigest digest of the token that the person connects with, or null; the token itself
 *     is not stored
 * @param issuer the identity provider's name for itself, or null for a person that an admin added
 * @param subject who the person is there, or null
 * @param createdAt epoch milliseconds
 */
public record PersonRow(
    String id,
    String name,
    List<String> groups,
    List<Role> roles,
    @Nullable String tokenDigest,
    @Nullable String issuer,
    @Nullable String subject,
    long createdAt) {

  /** Keeps copies. */
  public PersonRow {
    groups = List.copyOf(groups);
    roles = List.copyOf(roles);
  }

  /** The same person with other groups and roles. */
  public PersonRow with(List<String> newGroups, List<Role> newRoles) {
    return new PersonRow(id, name, newGroups, newRoles, tokenDigest, issuer, subject, createdAt);
  }

  /** The same person with another token. */
  public PersonRow withToken(String digest) {
    return new PersonRow(id, name, groups, roles, digest, issuer, subject, createdAt);
  }
}
