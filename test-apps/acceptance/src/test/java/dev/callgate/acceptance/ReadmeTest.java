package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens. */
final class ReadmeTest {
  private static final Pattern CODE = Pattern.compile("CG-\\d{3}");

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  /** The example's output, where {@code …} stands for what differs from run to run. */
  @Test
  void demoPrintsWhatTheReadmeShows() throws Exception {
    List<String> example = example("demo");
    List<String> command = List.of(example.get(0).substring("$ ./".length()).split(" "));
    Stream<String> launcher = Stream.of(Installation.file("callgate").toString());
    try (ChildProcess demo =
        ChildProcess.start(
            "demo", temp, Map.of(), Stream.concat(launcher, command.stream().skip(1)).toList())) {
      assertThat(demo.awaitExit()).as("%s", demo).isZero();
      List<String> printed = demo.out().lines();
      List<String> shown = example.subList(1, example.size());
      assertThat(printed).as("%s", demo).hasSameSizeAs(shown);
      for (int i = 0; i < shown.size(); i++) {
        String pattern =
            Stream.of(shown.get(i).split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        assertThat(printed.get(i)).matches(pattern);
      }
    }
  }

  @Test
  void policyOfTheReadmeIsAPolicy() throws Exception {
    Path policy = Files.write(temp.resolve("readme.callgate.yaml"), example("policy"));

    CommandLine.succeed(Jdks.first(), temp, "policy", "check", policy.toString()).close();
  }

  /** On the assistant, whose class the policy names; {@code --decide} speaks for the two people. */
  @Test
  void twoPeopleOfTheReadmeDeleteACustomerAndOneDoesNot() throws Exception {
    String text =
        String.join("\n", example("quorum"))
            .replace("com.acme.support.", "dev.callgate.testapps.assistant.");
    Path policy = Files.writeString(temp.resolve("policy.callgate.yaml"), text);
    List<String> command = List.of(example("quorum-run").get(0).split(" "));
    List<String> both = new ArrayList<>(command.subList(1, command.indexOf("--")));
    both.set(both.indexOf(String.valueOf(policy.getFileName())), policy.toString());
    both.addAll(List.of("--decide", "approve", "--"));
    both.addAll(List.of(Jdks.first().java().toString(), "-jar"));
    both.add(Installation.file("test-apps/assistant/target/assistant.jar").toString());
    List<String> one = new ArrayList<>(both);
    one.remove(one.lastIndexOf("--reviewer") + 1);
    one.remove(one.lastIndexOf("--reviewer"));

    try (ChildProcess run = CommandLine.start(Jdks.first(), temp, both)) {
      assertThat(run.awaitExit()).as("%s", run).isZero();
      assertThat(run.out().lines()).as("%s", run).contains("customers=2");
    }
    try (ChildProcess run = CommandLine.start(Jdks.first(), temp, one)) {
      assertThat(run.awaitExit()).as("%s", run).isEqualTo(1);
      assertThat(run.err().text())
          .contains("callgate: not enough reviewers: the rule support/delete-customer");
    }
  }

  @Test
  void everyCodeOfTheAgentIsInTheTableAndNoOther() throws Exception {
    TreeSet<String> inSources = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Installation.root().resolve("agent"))) {
      for (Path file :
          files
              .filter(
                  path -> path.toString().contains("src/main") && path.toString().endsWith(".java"))
              .toList()) {
        inSources.addAll(codes(Files.readString(file)));
      }
    }
    // A row may name a range.
    String table =
        readme().replace("`CG-201` to `CG-205`", "`CG-201` `CG-202` `CG-203` `CG-204` `CG-205`");

    assertThat(new TreeSet<>(codes(table))).isEqualTo(inSources);
  }

  @Test
  void testCommandOfTheReadmeIsWhatContinuousIntegrationRuns() throws Exception {
    assertThat(readme()).contains("\n```\nmvn verify\n```\n");
    assertThat(Files.readString(Installation.file(".ci/run"))).contains("mvn -B -ntp verify");
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<String> example(String name) throws IOException {
    return readme()
        .lines()
        .dropWhile(line -> !line.equals("<!-- example: " + name + " -->"))
        .skip(2)
        .takeWhile(line -> !line.equals("```"))
        .toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Installation.file("README.md"));
  }
}
