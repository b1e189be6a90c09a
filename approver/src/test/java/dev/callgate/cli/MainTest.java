package dev.callgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | no command",
        "lss                                  | did you mean ls?",
        "--al                                 | --al",
        "ls --al                              | --al",
        "ls -o xml                            | xml",
        "approve                              | 'ID'",
        "approve a b                          | 'b'",
        "edit x                               | --set",
        "respond x                            | --answer",
        "agents x                             | 'x'",
        "coverage a b                         | 'b'",
        "run                                  | COMMAND",
        "run --decide maybe -- true           | maybe",
        "run --agent-jar                      | --agent-jar",
        "approver                             | --data",
        "ls --connection missing.yaml         | no connection file: missing.yaml",
        "run --policy missing.yaml -- true    | cannot read the policy: missing.yaml",
        "run --agent-jar missing.jar -- true  | the agent is not there",
        "run -- true                          | CALLGATE_HOME",
        "demo                                 | CALLGATE_HOME",
        "approver --data . --listen nowhere   | HOST:PORT",
        "doctor -- mvn test                   | not a command line of java: mvn",
        "doctor --user no-such-user-here      | no such user: no-such-user-here",
        "doctor --data /no/such/dir           | no such directory: /no/such/dir",
        "approver --data /no/such/dir         | no such directory: /no/such",
      })
  void aWrongCommandLineIsOneLineThatNamesTheMistake(String line, String named) {
    CapturedRun run = CapturedRun.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("callgate: ").contains(named).hasLineCount(1);
  }

  @Test
  void anArgumentThatStartsWithAnAtSignIsNoFileToRead() {
    assertThat(CapturedRun.of("ls", "@pom.xml").err()).contains("'@pom.xml'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "demo",
        "approver",
        "ls",
        "show",
        "approve",
        "edit",
        "respond",
        "reject",
        "watch",
        "agents",
        "coverage",
        "policy",
        "doctor"
      })
  void everyCommandExplainsItself(String command) {
    CapturedRun run = CapturedRun.of(command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: callgate " + command);
    assertThat(CapturedRun.of("--help").out()).containsPattern("(?m)^  " + command + " ");
  }

  @Test
  void anUnbuiltDemoSaysHowToBuildIt() {
    CapturedRun run = CapturedRun.of(Map.of("CALLGATE_HOME", "/nowhere"), "demo");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("/nowhere/test-apps", "mvn -DskipTests package").hasLineCount(1);
  }
}
