package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Call;
import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.Truth;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Nothing that is added, cut off or of another kind makes a policy weaker. */
class StrictnessPropertiesTest {
  private static final List<String> TEXT =
      List.of(
          "{arg: 0, eq: a}",
          "{arg: 0, ne: a}",
          "{arg: 0, in: [a, b]}",
          "{arg: 0, not_in: [a, b]}",
          "{arg: 0, starts_with: a}",
          "{arg: 0, contains: b}",
          "{arg: 0, eq_ignore_case: A}",
          "{arg: 0, glob: \"a*\"}",
          "{arg: 0, regex: \"^a.*$\"}",
          "{arg: 0, as: url.host, eq: a.example}",
          "{arg: 0, as: sql.verbs, has_none: [drop]}",
          "{arg: 0, as: path, glob: \"/a/**\"}");
  private static final List<String> NUMBER =
      List.of(
          "{arg: 0, gt: 5}",
          "{arg: 0, lte: 5}",
          "{arg: 0, between: [1, 9]}",
          "{arg: 0, eq: 3}",
          "{arg: 0, ne: 3}",
          "{arg: 0, in: [1, 2]}",
          "{arg: 0, not_in: [1, 2]}");
  private static final List<String> JSON =
      List.of(
          "{arg: 0, as: json, at: /path, eq: /a}",
          "{arg: 0, as: json, at: /path, ne: /a}",
          "{arg: 0, as: json, at: /amount, gt: 3}",
          "{arg: 0, as: json, at: \"/items/*/n\", some: {gt: 3}}",
          "{arg: 0, as: json, at: \"/items/*/n\", every: {lt: 3}}",
          "{arg: 0, as: json, at: /missing, in: [a]}");
  private static final String DOCUMENT =
      "{\"path\": \"/a\", \"amount\": 7, \"items\": [{\"n\": 1}, {\"n\": 9}]}";

  /** Neither text nor number, nor anything that a view looks into. */
  private static final List<@Nullable Object> NEITHER =
      Arrays.asList(null, Boolean.TRUE, new Object(), 'c' == 'd', List.of("a"), new int[] {3});

  @Property(tries = 200)
  void whereTextIsAskedForAnythingElseIsHeld(
      @ForAll long seed, @ForAll @IntRange(max = 8) int which) throws Exception {
    List<@Nullable Object> others = new ArrayList<>(NEITHER);
    others.addAll(List.of(5, new BigDecimal("7.5"), 3L));

    assertThat(decision(policy(tree(TEXT, seed)), others.get(which))).isEqualTo(Decision.GATE);
  }

  @Property(tries = 200)
  void whereANumberIsAskedForAnythingElseIsHeld(
      @ForAll long seed, @ForAll @IntRange(max = 8) int which) throws Exception {
    List<@Nullable Object> others = new ArrayList<>(NEITHER);
    others.addAll(List.of("7", "", Double.NaN));

    assertThat(decision(policy(tree(NUMBER, seed)), others.get(which))).isEqualTo(Decision.GATE);
  }

  @Property(tries = 300)
  void jsonThatIsCutOffIsHeld(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length)
      throws Exception {
    String torn = DOCUMENT.substring(0, Math.min(length, DOCUMENT.length() - 1));

    assertThat(decision(policy(tree(JSON, seed)), torn)).isEqualTo(Decision.GATE);
  }

  /** The twin: what can be read is decided, one way and the other. */
  @Property(tries = 20)
  void whatCanBeReadIsDecided(@ForAll @IntRange(max = 4) int off) throws Exception {
    assertThat(decision(policy("{arg: 0, gt: 5}"), 6 + off)).isEqualTo(Decision.GATE);
    assertThat(decision(policy("{arg: 0, gt: 5}"), 5 - off)).isNull();
    assertThat(decision(policy("{arg: 0, as: json, at: /amount, gt: " + (7 + off) + "}"), DOCUMENT))
        .isNull();
  }

  @Property(tries = 200)
  void oneMoreRuleNeverMakesWeaker(@ForAll long seed, @ForAll @IntRange(max = 12) int value)
      throws Exception {
    Random random = new Random(seed);
    List<String> rules = new ArrayList<>();
    for (int at = 0; at <= random.nextInt(4); at++) {
      rules.add(rule(at, random));
    }
    Decision before = decision(read(rules), value);
    rules.add(random.nextInt(rules.size() + 1), rule(9, random));

    assertThat(strictness(decision(read(rules), value)))
        .as("%s", rules)
        .isGreaterThanOrEqualTo(strictness(before));
  }

  private static String rule(int id, Random random) {
    String decide = List.of("audit", "gate", "deny").get(random.nextInt(3));
    String when = random.nextInt(4) == 0 ? "" : ", when: " + tree(NUMBER, random.nextLong());
    return "{id: r"
        + id
        + ", match: {class: com.acme.T, method: m(Object x)}, decide: "
        + decide
        + when
        + "}";
  }

  /** A condition in which each leaf is one of these. */
  private static String tree(List<String> leaves, long seed) {
    return tree(leaves, new Random(seed), 3);
  }

  private static String tree(List<String> leaves, Random random, int depth) {
    int kind = depth == 0 ? 9 : random.nextInt(6);
    if (kind == 0) {
      return "{not: " + tree(leaves, random, depth - 1) + "}";
    }
    if (kind > 3) {
      return leaves.get(random.nextInt(leaves.size()));
    }
    List<String> parts = new ArrayList<>();
    for (int at = 0; at <= random.nextInt(3); at++) {
      parts.add(tree(leaves, random, depth - 1));
    }
    String key = List.of("", "all", "any", "none").get(kind);
    return "{" + key + ": [" + String.join(", ", parts) + "]}";
  }

  private static PolicySet policy(String when) throws Exception {
    return read(
        List.of(
            "{id: r, match: {class: com.acme.T, method: m(Object x)}, decide: gate, when: "
                + when
                + "}"));
  }

  private static PolicySet read(List<String> rules) throws Exception {
    Path file = Files.createTempFile("strict", ".callgate.yaml");
    try {
      Files.writeString(
          file, "callgate: 1\nname: p\nrules:\n  - " + String.join("\n  - ", rules) + "\n");
      return PolicyReader.read(List.of(file.toFile()));
    } finally {
      Files.delete(file);
    }
  }

  /** Null for a call that nothing applies to. */
  private static @Nullable Decision decision(PolicySet policy, @Nullable Object argument) {
    Decision strictest = null;
    for (Rule rule : policy.rules()) {
      if (!rule.match().annotations().isEmpty()) {
        // the built-in rule, about methods that carry the annotation
        continue;
      }
      BoundRule bound = Objects.requireNonNull(rule.bind("m", "(Ljava/lang/Object;)V"));
      if (bound.condition().test(new Call(null, Collections.singletonList(argument))) != Truth.FALSE
          && strictness(rule.decide()) > strictness(strictest)) {
        strictest = rule.decide();
      }
    }
    return strictest;
  }

  private static int strictness(@Nullable Decision decision) {
    return decision == null ? 0 : 3 - decision.ordinal();
  }
}
