package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverClient;
import dev.callgate.acceptance.harness.ApproverClient.Answer;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application can get hold of cannot say yes. */
final class CredentialsTest {
  private static final List<String> REVIEWER_ROUTES =
      List.of(
          "GET /v1/requests",
          "GET /v1/requests/%s",
          "POST /v1/requests/%s/review",
          "GET /v1/agents",
          "GET /v1/agents/%s/coverage",
          "GET /v1/events",
          "GET /v1/me");

  /**
   * Looks for tokens and private keys wherever a program of the same user may look without a
   * debugger, and prints where it found which kind. The first argument is a directory to search.
   */
  private static final String SNOOP =
      """
      import java.io.File;
      import java.io.IOException;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.*;
      import java.util.List;
      import java.util.regex.Matcher;
      import java.util.regex.Pattern;
      import java.util.stream.Stream;

      public class Snoop {
        private static final Pattern SECRET =
            Pattern.compile("(cg[a-z]|PRIVATE KEY|CALLGATE ED25519 KEY)(_[A-Za-z0-9_-]{43})?");

        public static void main(String[] arguments) throws Exception {
          System.getenv().forEach((name, value) -> look("variable " + name, value));
          System.getProperties().forEach((name, value) -> look("property " + name, "" + value));
          // this process, callgate run, and its approver
          ProcessHandle run = ProcessHandle.current().parent().orElseThrow();
          Stream.concat(Stream.of(run), run.descendants()).forEach(Snoop::lookAtProcess);
          try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
              look("file " + file.getFileName(), read(file));
            }
          }
          System.out.println("looked");
        }

        private static void lookAtProcess(ProcessHandle process) {
          for (String name : List.of("environ", "cmdline")) {
            Path file = Path.of("/proc", "" + process.pid(), name);
            look("process " + name, Files.isReadable(file) ? read(file) : "");
          }
        }

        private static String read(Path file) {
          try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          } catch (IOException gone) {
            return "";
          }
        }

        private static void look(String where, String text) {
          Matcher secret = SECRET.matcher(text);
          while (secret.find()) {
            if (secret.group(2) != null || secret.group().contains("KEY")) {
              System.out.println("found " + secret.group(1) + " in " + where);
            }
          }
        }
      }
      """;

  @EveryJdk
  void programUnderRunFindsNothingThatDecides(Jdk jdk, @TempDir Path temp) throws Exception {
    List<Path> classPath = Compiled.program(temp, "Snoop", SNOOP);
    Path searched = Files.createDirectory(temp.resolve("temporary"));
    try (ChildProcess run =
        CommandLine.start(
            jdk,
            searched,
            List.of(
                "run",
                "--decide",
                "reject",
                "--",
                jdk.java().toString(),
                "-cp",
                classPath.get(0).toString(),
                "Snoop",
                searched.toString()))) {
      assertThat(run.awaitExit()).as("%s", run).isZero();
      // The enrolment token is there to be found, which shows that the search finds tokens.
      assertThat(run.out().lines())
          .as("%s", run)
          .containsExactly("found cge in file enrolment.token", "looked");
    }
  }

  @Test
  void enrolmentTokenAndSessionAreForbiddenOnEveryReviewerRoute(@TempDir Path temp)
      throws Exception {
    try (ApproverProcess approver = ApproverProcess.start(Jdks.first(), temp)) {
      AgentConfiguration configuration = approver.configuration("credentials");
      ApproverClient client = new ApproverClient(configuration.url(), configuration.tlsPin());
      String enrolment = Files.readString(approver.enrolmentTokenFile()).strip();
      String session = enrol(client, enrolment);
      String reviewer =
          Files.readString(approver.connectionFile()).replaceAll("(?s).*token: ", "").strip();

      for (String route : REVIEWER_ROUTES) {
        assertThat(status(client, route, enrolment)).as(route).isEqualTo(403);
        assertThat(status(client, route, session)).as(route).isEqualTo(403);
        assertThat(status(client, route, null)).as(route).isEqualTo(401);
        assertThat(status(client, route, reviewer)).as(route).isNotIn(401, 403);
      }
      assertThat(status(client, "GET /v1/agent/events?after=0&wait=0", session)).isEqualTo(200);
      assertThat(status(client, "GET /v1/agent/events?after=0&wait=0", reviewer)).isEqualTo(403);
    }
  }

  private static int status(ApproverClient client, String route, @Nullable String token)
      throws Exception {
    String[] words = route.formatted(Ids.random()).split(" ", -1);
    byte[] body =
        words[0].equals("POST")
            ? "{\"requestDigest\":\"sha256:0\",\"verdict\":\"approve\",\"reason\":null,\"edits\":[],\"response\":null}"
                .getBytes(StandardCharsets.UTF_8)
            : null;
    return client.call(words[0], words[1], token, body).status();
  }

  /** As a JVM with the agent does it; the session's token. */
  private static String enrol(ApproverClient client, String token) throws Exception {
    SigningKey key = SigningKey.generate();
    Enrolment enrolment =
        new Enrolment(
            Enrolment.VERSION,
            Ids.random(),
            key.publicKey().toString(),
            Ids.random(),
            "credentials",
            null,
            "sha256:" + "0".repeat(64),
            "host",
            1,
            "test",
            "test");
    Envelope envelope = Envelope.sign(PayloadType.ENROL, Json.write(enrolment), key);
    Answer answer = client.call("POST", "/v1/agent/enrol", token, envelope.toJson());
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.body().path("session").asString();
  }
}
