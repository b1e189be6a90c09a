package dev.callgate.policy.include;

import dev.callgate.policy.Layer;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlScalar;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file or pack of a set of policies, read once. Not thread-safe. */
public final class PolicyUnit {
  private final String name;
  private final Layer layer;
  private final @Nullable PackName pack;
  private final @Nullable File file;
  private final YamlFile yaml;
  private final Problems problems;
  private final List<Inclusion> inclusions = new ArrayList<>();
  private final Set<PolicyUnit> roots = new LinkedHashSet<>();

  /**
   * An include that was understood.
   *
   * @param written where
   * @param unit what
   */
  public record Inclusion(YamlScalar written, PolicyUnit unit) {}

  PolicyUnit(
      String name,
      Layer layer,
      @Nullable PackName pack,
      @Nullable File file,
      YamlFile yaml,
      Problems problems) {
    this.name = name;
    this.layer = layer;
    this.pack = pack;
    this.file = file;
    this.yaml = yaml;
    this.problems = problems;
  }

  /** As messages name it. */
  public String name() {
    return name;
  }

  /** Who speaks in it. */
  public Layer layer() {
    return layer;
  }

  /** What it was included as; null for a file that is no pack, or a pack loaded as a policy. */
  public @Nullable PackName pack() {
    return pack;
  }

  /** Where it is; null for what came with Callgate. */
  @Nullable File file() {
    return file;
  }

  public YamlFile yaml() {
    return yaml;
  }

  /** What is wrong with it. */
  public Problems problems() {
    return problems;
  }

  /** What it includes itself. */
  public List<Inclusion> inclusions() {
    return Collections.unmodifiableList(inclusions);
  }

  /** Whether the agent was told to load it. */
  public boolean isRoot() {
    return roots.contains(this);
  }

  /** The policies that the agent was told to load and that it belongs to. */
  public List<PolicyUnit> roots() {
    return new ArrayList<>(roots);
  }

  /** This and everything that it includes, directly or not. */
  public Set<PolicyUnit> closure() {
    Set<PolicyUnit> closure = new LinkedHashSet<>();
    collect(closure);
    return closure;
  }

  private void collect(Set<PolicyUnit> closure) {
    if (closure.add(this)) {
      for (Inclusion inclusion : inclusions) {
        inclusion.unit().collect(closure);
      }
    }
  }

  void add(Inclusion inclusion) {
    inclusions.add(inclusion);
  }

  void belongTo(PolicyUnit root) {
    roots.add(root);
  }
}
