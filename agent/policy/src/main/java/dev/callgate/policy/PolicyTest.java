package dev.callgate.policy;

import dev.callgate.policy.yaml.Place;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the author of a policy wants to happen to one call. Immutable.
 *
 * @param name unique in its file
 * @param at where it stands
 * @param policy the name of the policy it stands in
 * @param call the call
 * @param environment where it happens; null when nobody knows
 * @param expected null when the call is to run without anybody asked or anything recorded
 * @param rules the ids of exactly the rules that are to apply
 */
public record PolicyTest(
    String name,
    Place at,
    String policy,
    StubCall call,
    @Nullable String environment,
    @Nullable Decision expected,
    Set<String> rules) {
  public PolicyTest {
    rules = Collections.unmodifiableSet(new LinkedHashSet<>(rules));
  }
}
