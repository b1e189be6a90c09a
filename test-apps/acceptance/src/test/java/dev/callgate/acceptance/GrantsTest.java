package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A yes that stands for later calls of two real programs, given and taken back with commands. */
final class GrantsTest {
  private static final String POLICY =
      """
      callgate: 1
      name: money
      rules:
        - id: pay
          match: {class: deeds.Payer, method: "pay(String to, int amount)"}
          decide: gate
          gate:
            grant: {max_uses: 3, max_duration: 10m, bind: [to]}
            cool_down: 10m
      """;

  /**
   * Pays what it is told over a socket: {@code pay TO AMOUNT}, or {@code other} for another caller.
   */
  private static final String PAYER =
      """
      package deeds;

      import java.io.*;
      import java.net.*;
      import java.nio.charset.StandardCharsets;

      public class Payer {
        public static void main(String[] arguments) throws Exception {
          try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            try (Socket socket = server.accept()) {
              BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
              PrintStream out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
              for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                try {
                  int amount = Integer.parseInt(words[2]);
                  out.println(words[0].equals("pay") ? once(words[1], amount) : other(words[1], amount));
                } catch (SecurityException refused) {
                  out.println("refused " + refused.getMessage().replace('\\n', ' '));
                }
              }
            }
          }
        }

        static String once(String to, int amount) {
          return pay(to, amount);
        }

        static String other(String to, int amount) {
          return pay(to, amount);
        }

        static String pay(String to, int amount) {
          return "paid " + amount + " to " + to;
        }
      }
      """;

  private static ApproverProcess approver;
  private static Reviewer alice;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.startFor(Jdks.first(), directory, "alice:ops");
    alice = approver.reviewer();
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @Test
  void aGrantLetsThroughExactlyWhatItIsFor(@TempDir Path temp) throws Exception {
    AgentConfiguration configuration = approver.configuration("payer").withPolicy(policy(temp));
    try (Payer one = Payer.start(temp, configuration);
        Payer two = Payer.start(temp, configuration)) {
      one.ask("pay bob 1");
      HeldCall held = alice.awaitHeld(one.program);
      try (ChildProcess approve =
          command(temp, "approve", held.id(), "--grant", "--uses", "3", "--for", "5m", "--yes")) {
        assertThat(approve.awaitExit()).as("%s", approve).isZero();
        assertThat(approve.err().text())
            .contains("this call, and 3 later calls within 5m 0s")
            .contains("with       to = \"bob\"")
            .contains("from       deeds.Payer.once");
      }
      assertThat(one.answer()).isEqualTo("paid 1 to bob");

      // Three more, over two JVMs, and no fourth.
      assertThat(two.asked("pay bob 2")).isEqualTo("paid 2 to bob");
      assertThat(one.asked("pay bob 3")).isEqualTo("paid 3 to bob");
      // Another argument and another caller are asked about, and use nothing up.
      assertThat(rejected(two, "pay eve 2")).contains("refused").contains("alice rejected it");
      assertThat(rejected(two, "other bob 2")).contains("refused").contains("alice rejected it");
      assertThat(two.asked("pay bob 4")).isEqualTo("paid 4 to bob");
      assertThat(rejected(one, "pay bob 5")).contains("refused").contains("alice rejected it");
    }
  }

  @Test
  void onceTakenBackItLetsNothingThroughInAnyJvm(@TempDir Path temp) throws Exception {
    AgentConfiguration configuration = approver.configuration("payer").withPolicy(policy(temp));
    try (Payer one = Payer.start(temp, configuration);
        Payer two = Payer.start(temp, configuration)) {
      one.ask("pay bob 1");
      HeldCall held = alice.awaitHeld(one.program);
      CommandLine.succeed(
              Jdks.first(),
              temp,
              "approve",
              held.id(),
              "--grant",
              "--uses",
              "3",
              "--yes",
              "--connection",
              approver.connectionFile().toString())
          .close();
      assertThat(one.answer()).isEqualTo("paid 1 to bob");
      assertThat(two.asked("pay bob 2")).isEqualTo("paid 2 to bob");

      try (ChildProcess revoke = command(temp, "grants", "revoke", held.id())) {
        assertThat(revoke.awaitExit()).as("%s", revoke).isZero();
        assertThat(revoke.err().text()).contains("after 1 of 3 uses");
      }

      assertThat(rejected(one, "pay bob 3")).contains("alice rejected it");
      assertThat(rejected(two, "pay bob 4")).contains("alice rejected it");
      // The very same call again is refused unasked, and a changed one is not.
      assertThat(two.asked("pay bob 4"))
          .contains("alice rejected the very same call shortly before, saying: no");
      two.ask("pay bob 5");
      alice.approve(alice.awaitHeld(two.program, HeldCall::isPending));
      assertThat(two.answer()).isEqualTo("paid 5 to bob");
      try (ChildProcess show = command(temp, "grants", "show", held.id())) {
        assertThat(show.awaitExit()).isZero();
        assertThat(show.out().text()).contains("revoked", "used       1 of 3", "use 1");
      }
    }
  }

  private static String rejected(Payer payer, String line) throws Exception {
    payer.ask(line);
    alice.reject(alice.awaitHeld(payer.program, HeldCall::isPending), "no");
    return payer.answer();
  }

  private static ChildProcess command(Path temp, String... words) throws IOException {
    List<String> arguments = new java.util.ArrayList<>(List.of(words));
    arguments.addAll(List.of("--connection", approver.connectionFile().toString()));
    return CommandLine.start(Jdks.first(), temp, arguments);
  }

  private static Path policy(Path temp) throws IOException {
    return Files.writeString(temp.resolve("money.callgate.yaml"), POLICY);
  }

  /** A program that does what it is told, one thing after the other. */
  private static final class Payer implements AutoCloseable {
    final ChildProcess program;
    private final Socket socket;
    private final PrintStream out;
    private final BufferedReader in;

    private Payer(ChildProcess program, Socket socket) throws IOException {
      this.program = program;
      this.socket = socket;
      this.out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      socket.setSoTimeout(60_000);
    }

    static Payer start(Path temp, AgentConfiguration configuration) throws Exception {
      Path own = Files.createTempDirectory(temp, "payer");
      ChildProcess program =
          Launch.on(Jdks.first(), own)
              .gatedBy(configuration)
              .main("deeds.Payer", Compiled.program(own, "deeds.Payer", PAYER));
      String line = program.awaitOut(each -> each.startsWith("port "));
      int port = Integer.parseInt(line.substring("port ".length()));
      return new Payer(program, new Socket(InetAddress.getLoopbackAddress(), port));
    }

    void ask(String line) {
      out.println(line);
    }

    String answer() throws IOException {
      return String.valueOf(in.readLine());
    }

    String asked(String line) throws IOException {
      ask(line);
      return answer();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      program.close();
    }
  }
}
