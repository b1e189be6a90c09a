package dev.callgate.policy;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * All that rules are read from. Immutable.
 *
 * @param policies those that are in force; what they include comes with them
 * @param packs files and folders in which packs stand that did not come with Callgate. They are
 *     never looked for anywhere else: an application must not be able to bring its own
 */
public record PolicySources(List<PolicySource> policies, List<File> packs) {
  public PolicySources {
    policies = List.copyOf(policies);
    packs = List.copyOf(packs);
  }

  /** Files of an application, and the packs that came with Callgate. */
  public static PolicySources of(List<File> files) {
    List<PolicySource> policies = new ArrayList<>();
    for (File file : files) {
      policies.add(new PolicySource(file, Layer.APPLICATION));
    }
    return new PolicySources(policies, List.of());
  }
}
