package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a call costs of which no rule says anything: nothing that a collector would have to do. */
final class HarmlessCallsTest {
  /**
   * Calls each method until a round allocates nothing, or so often that it never will; the last
   * argument is then one that a rule forbids. Says bytes per call, how many calls there were, and
   * what became of the forbidden one.
   */
  private static final String QUIET =
      """
      package deeds;

      import com.sun.management.ThreadMXBean;
      import java.lang.management.ManagementFactory;

      public class Quiet {
        static final int CALLS = 20_000;
        static final String[] CURRENCIES = {"EUR", "GBP", "CHF", "SEK"};
        static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        static long ran;

        public static void main(String[] arguments) {
          for (String kind : new String[] {"both", "wide", "text", "held", "json"}) {
            long least = Long.MAX_VALUE;
            long before = ran;
            int rounds = kind.equals("held") ? 300 : 2_000;
            for (int round = 0; round < rounds && least > 0; round++) {
              long bytes = BEAN.getCurrentThreadAllocatedBytes();
              round(kind);
              least = Math.min(least, BEAN.getCurrentThreadAllocatedBytes() - bytes);
              if (kind.equals("json") && round == 20) {
                break;
              }
            }
            System.out.println(kind + " " + least / CALLS + " bytes");
            System.out.println(kind + " " + (ran - before) + " calls");
          }
          long before = ran;
          refused(() -> new Quiet().both(101, "USD"));
          refused(() -> wide(-1, 0.5, true, "USD"));
          refused(() -> text("secret.key"));
          refused(() -> json("{\\"amount\\": 101}"));
          System.out.println("forbidden " + (ran - before) + " ran");
        }

        static void round(String kind) {
          Quiet quiet = new Quiet();
          for (int i = 0; i < CALLS; i++) {
            String currency = CURRENCIES[i & 3];
            switch (kind) {
              case "both" -> quiet.both(1_000 + i, currency);
              case "wide" -> wide(1_000_000_000_000L + i, 0.5 * i, (i & 1) == 0, currency);
              case "text" -> text(currency);
              case "held" -> text(currency);
              default -> json("{\\"amount\\": 5}");
            }
          }
          if (kind.equals("held")) {
            // the way of a call that is not harmless, so that no compiler leaves it out
            refused(() -> text("secret.key"));
          }
        }

        static void refused(Runnable call) {
          try {
            call.run();
          } catch (SecurityException e) {
            return;
          }
          System.out.println("NOT REFUSED");
        }

        void both(int amount, String currency) {
          ran++;
        }

        static void wide(long amount, double rate, boolean sure, String currency) {
          ran++;
        }

        static void text(String name) {
          ran++;
        }

        static void json(String body) {
          ran++;
        }
      }
      """;

  private static final String POLICY =
      """
      callgate: 1
      name: quiet
      rules:
        - id: both
          match: {class: deeds.Quiet, method: "both(int amount, String currency)"}
          when: {all: [{arg: amount, gt: 100}, {arg: currency, eq: USD}]}
          decide: deny
        - id: wide
          match: {class: deeds.Quiet, method: "wide(long amount, double rate, boolean sure, String currency)"}
          when:
            all:
              - {any: [{arg: amount, lt: 0}, {arg: rate, between: [0.0, 10000000000]}]}
              - {not: {arg: currency, in: [EUR, GBP, CHF, SEK]}}
          decide: deny
        - id: text
          match: {class: deeds.Quiet, method: "text(String name)"}
          when: {arg: name, glob: "secret.**"}
          decide: deny
        - id: json
          match: {class: deeds.Quiet, method: "json(String body)"}
          when: {arg: body, as: json, at: /amount, gt: 100}
          decide: deny
      """;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @EveryJdk
  void nothingIsAllocatedForNumbersFlagsAndTextAndNoCallGoesUncounted(Jdk jdk) throws Exception {
    Path policy = Files.writeString(temp.resolve("quiet.callgate.yaml"), POLICY);
    List<Path> classPath = Compiled.program(temp, "deeds.Quiet", QUIET);
    try (ApproverProcess approver = ApproverProcess.start(jdk, temp)) {
      Reviewer reviewer = approver.reviewer();
      try (ChildProcess program =
          Launch.on(jdk, temp)
              .gatedBy(approver.configuration("quiet").withPolicy(policy))
              .main("deeds.Quiet", classPath)) {
        assertThat(program.awaitExit()).as("%s", program).isZero();
        List<String> said = program.out().lines();
        assertThat(said)
            .as("%s", program)
            .contains(
                "both 0 bytes", "wide 0 bytes", "text 0 bytes", "held 0 bytes", "forbidden 0 ran")
            .doesNotContain("NOT REFUSED");
        // A view looks into the text and allocates: this test would see it if the others did.
        assertThat(number(said, "json", "bytes")).isPositive();

        JsonNode coverage =
            reviewer.awaitCoverage(program, seen -> seen.path("report").path("last").asBoolean());
        for (String kind : List.of("both", "wide", "json")) {
          assertThat(spared(coverage, kind)).as(kind).isEqualTo(number(said, kind, "calls"));
        }
        assertThat(spared(coverage, "text"))
            .isEqualTo(number(said, "text", "calls") + number(said, "held", "calls"));
      }
    }
  }

  private static long number(List<String> said, String kind, String unit) {
    for (String line : said) {
      List<String> words = new ArrayList<>(List.of(line.split(" ")));
      if (words.get(0).equals(kind) && words.get(2).equals(unit)) {
        return Long.parseLong(words.get(1));
      }
    }
    throw new AssertionError("nothing said of " + kind + ": " + said);
  }

  private static long spared(JsonNode coverage, String id) {
    for (JsonNode rule : coverage.path("report").path("rules")) {
      if (rule.path("rule").asString().equals("quiet/" + id)) {
        return rule.path("spared").asLong();
      }
    }
    throw new AssertionError("no rule " + id + " in " + coverage);
  }
}
