package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.trial.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What holds for any policy, right or wrong. */
class MutatedPoliciesTest {
  private static final String[] FILES = {"2-archive", "5-helper", "6-bridge", "8-house"};

  private static String text(int file) {
    try {
      return Files.readString(WorkedPoliciesTest.file(FILES[file]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Null when it is refused, which must be with places inside the file. */
  private static @Nullable PolicySet read(String text) throws IOException {
    Path file = Files.createTempFile("mutated", ".callgate.yaml");
    try {
      Files.writeString(file, text);
      return PolicyReader.read(List.of(file.toFile()));
    } catch (PolicyException e) {
      long lines = text.lines().count() + 1;
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(p -> assertThat(p.file()).isEqualTo(file.toString()))
          .allSatisfy(p -> assertThat(p.line()).isBetween(1, (int) Math.max(1, lines)))
          .allSatisfy(p -> assertThat(p.toLine()).doesNotContain("\n"));
      return null;
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 200)
  void aTornFileIsRefusedWithAPlaceOrIsAPolicy(
      @ForAll @IntRange(max = 3) int file, @ForAll @IntRange(max = 4000) int at) {
    String text = text(file);
    assertThatCode(() -> read(text.substring(0, Math.min(at, text.length()))))
        .doesNotThrowAnyException();
  }

  @Property(tries = 300)
  void aFileWithAWrongCharacterIsRefusedWithAPlaceOrIsAPolicy(
      @ForAll @IntRange(max = 3) int file,
      @ForAll @IntRange(max = 4000) int at,
      @ForAll char wrong) {
    StringBuilder text = new StringBuilder(text(file));
    text.setCharAt(at % text.length(), wrong);
    assertThatCode(() -> read(text.toString())).doesNotThrowAnyException();
  }

  @Property(tries = 100)
  void depthIsRefusedAndNotDied(@ForAll @IntRange(min = 41, max = 50_000) int depth)
      throws Exception {
    String start = "callgate: 1\nname: p\nrules: ";
    assertThat(read(start + "[".repeat(depth))).isNull();
    assertThat(read(start + "{a: ".repeat(depth))).isNull();
  }

  private static final List<String> RULES =
      List.of(
          "{id: a, match: {class: com.acme.T, method: m(Object x)}, decide: audit}",
          "{id: b, match: {class: com.acme.T, method: m(Object x)}, when: {arg: x, gt: 3}, decide: gate}",
          "{id: c, match: {class: com.acme.T, method: m(Object x)}, when: {arg: x, gt: 6}, decide: deny}",
          "{id: d, match: {class: com.acme.*, method: m}, when: {arg: 0, lt: 2}, decide: gate}");

  private static @Nullable Decision decision(String text, int value) throws Exception {
    PolicySet policy = java.util.Objects.requireNonNull(read(text));
    StubCall call =
        WrittenCall.of(
            policy.rules(),
            Map.of("call", "com.acme.T.m"),
            Map.of(),
            Map.of("args", Map.of("x", String.valueOf(value))));
    return Verdict.of(policy, call).decision();
  }

  private static String policy(List<String> rules) {
    return "callgate: 1\nname: p\nrules:\n  - " + String.join("\n  - ", rules) + "\n";
  }

  @Property(tries = 40)
  void theOrderOfRulesDecidesNothing(@ForAll @IntRange(max = 9) int value, @ForAll long seed)
      throws Exception {
    List<String> shuffled = new ArrayList<>(RULES);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(decision(policy(shuffled), value)).isEqualTo(decision(policy(RULES), value));
  }

  @Property(tries = 40)
  void oneMoreExceptionNeverMakesStricter(
      @ForAll @IntRange(max = 9) int value,
      @ForAll @IntRange(max = 3) int of,
      @ForAll @IntRange(max = 9) int bound)
      throws Exception {
    String exception =
        "exceptions:\n  - {id: e, of: ["
            + "abcd".charAt(of)
            + "], when: {arg: 0, lt: "
            + bound
            + "}, decide: allow, until: \"2999-01-01\", reason: x}\n";

    assertThat(strictness(decision(policy(RULES) + exception, value)))
        .isLessThanOrEqualTo(strictness(decision(policy(RULES), value)));
  }

  private static int strictness(@Nullable Decision decision) {
    return decision == null ? 0 : 3 - decision.ordinal();
  }
}
