package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Mailbox;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import dev.callgate.acceptance.harness.WebService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Built-in packs in a running program, with the libraries that they are about: what a pack holds
 * and a person rejects has no effect, and what is approved has. On one JDK: the packs' rules are
 * held against every library by test-apps/packs, and the gate's ways against every JDK by others.
 */
final class LivePacksTest {
  private static final String HOST = "api.far.example";
  private static final String PROGRAM =
      """
      package deeds;

      import java.io.File;
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.net.http.HttpRequest;
      import java.net.http.HttpResponse;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.sql.*;

      public class Packs {
        public static void main(String[] arguments) throws Exception {
          try {
            go(arguments[0], arguments[1]);
            System.out.println("done");
          } catch (Exception refused) {
            Throwable at = refused;
            while (at.getCause() != null && at.getCause() != at) {
              at = at.getCause();
            }
            System.out.println("refused " + at);
          }
          System.out.flush();
          Runtime.getRuntime().halt(0);
        }

        static void go(String pack, String to) throws Exception {
          switch (pack) {
            case "jdk-files" -> Files.delete(Path.of(to));
            case "jdk-process" -> new ProcessBuilder("rm", to).start().waitFor();
            case "jdbc" -> Jdbc.go(to);
            case "http-clients" ->
                HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(to + "/users/7")).DELETE().build(),
                    HttpResponse.BodyHandlers.ofString());
            case "langchain4j" -> Tool.go(to);
            case "mail" -> Mail.go(Integer.parseInt(to));
            case "redis" -> Redis.go(Integer.parseInt(to));
            case "stripe" -> Stripes.go(to);
            case "github" -> GitHubs.go(to);
            case "aws" -> Aws.go(to);
            default -> throw new IllegalArgumentException(pack);
          }
        }

        static class Jdbc {
          static void go(String file) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file);
                Statement statement = connection.createStatement()) {
              statement.execute("create table if not exists customer as select 1 as id");
              try {
                statement.execute("drop table customer");
              } finally {
                try (ResultSet tables = connection.getMetaData().getTables(null, null, "CUSTOMER", null)) {
                  System.out.println("there=" + tables.next());
                }
              }
            }
          }
        }

        static class Tool implements dev.langchain4j.service.tool.ToolExecutor {
          static void go(String file) {
            var request = dev.langchain4j.agent.tool.ToolExecutionRequest.builder()
                .id("1").name("delete_file").arguments(file).build();
            new Tool().executeWithContext(request,
                dev.langchain4j.invocation.InvocationContext.builder().build());
          }

          @Override
          public String execute(
              dev.langchain4j.agent.tool.ToolExecutionRequest request, Object memoryId) {
            return "" + new File(request.arguments()).delete();
          }
        }

        static class Mail {
          static void go(int port) throws Exception {
            var settings = new java.util.Properties();
            settings.put("mail.smtp.host", "127.0.0.1");
            settings.put("mail.smtp.port", "" + port);
            var message = new jakarta.mail.internet.MimeMessage(
                jakarta.mail.Session.getInstance(settings));
            message.setFrom("a@example.org");
            message.setRecipients(jakarta.mail.Message.RecipientType.TO, "b@example.org");
            message.setSubject("effect");
            message.setText("text");
            jakarta.mail.Transport.send(message);
          }
        }

        static class Redis {
          static void go(int port) {
            try (var redis = new redis.clients.jedis.Jedis("127.0.0.1", port)) {
              redis.flushAll();
            }
          }
        }

        static class Stripes {
          static void go(String uri) throws Exception {
            com.stripe.Stripe.overrideApiBase(uri);
            com.stripe.Stripe.apiKey = "sk_test_1";
            com.stripe.model.Refund.create(
                com.stripe.param.RefundCreateParams.builder().setPaymentIntent("pi_1").build());
          }
        }

        static class GitHubs {
          static void go(String uri) throws Exception {
            new org.kohsuke.github.GitHubBuilder().withEndpoint(uri).withOAuthToken("t").build()
                .getRepository("acme/shop").delete();
          }
        }

        static class Aws {
          static void go(String uri) throws Exception {
            var credentials = software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
                .create(software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create("a", "b"));
            try (var s3 = software.amazon.awssdk.services.s3.S3Client.builder()
                    .endpointOverride(URI.create(uri)).forcePathStyle(true)
                    .region(software.amazon.awssdk.regions.Region.EU_CENTRAL_1)
                    .httpClientBuilder(software.amazon.awssdk.http.apache5.Apache5HttpClient.builder())
                    .credentialsProvider(credentials).build();
                var async = software.amazon.awssdk.services.s3.S3AsyncClient.builder()
                    .endpointOverride(URI.create(uri)).forcePathStyle(true).crossRegionAccessEnabled(true)
                    .region(software.amazon.awssdk.regions.Region.EU_CENTRAL_1)
                    .httpClient(new Plain())
                    .credentialsProvider(credentials).build()) {
              s3.listBuckets();
              Exception first = null;
              try {
                s3.deleteObject(request -> request.bucket("acme-backups").key("k"));
              } catch (SecurityException refused) {
                first = refused;
              }
              async.deleteObject(request -> request.bucket("acme-scratch").key("k")).get();
              if (first != null) {
                throw first;
              }
            }
          }
        }

        /** The libraries of all packs together hold no Netty that works. */
        static class Plain implements software.amazon.awssdk.http.async.SdkAsyncHttpClient {
          @Override
          public java.util.concurrent.CompletableFuture<Void> execute(
              software.amazon.awssdk.http.async.AsyncExecuteRequest asked) {
            return java.util.concurrent.CompletableFuture.runAsync(() -> {
              try {
                var answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(asked.request().getUri())
                        .method(asked.request().method().name(), HttpRequest.BodyPublishers.noBody())
                        .build(),
                    HttpResponse.BodyHandlers.discarding());
                asked.responseHandler().onHeaders(software.amazon.awssdk.http.SdkHttpResponse
                    .builder().statusCode(answer.statusCode()).build());
                asked.responseHandler().onStream(io.reactivex.rxjava3.core.Flowable.empty());
              } catch (Exception e) {
                asked.responseHandler().onError(e);
              }
            });
          }

          @Override
          public void close() {}
        }
      }
      """;

  private static ApproverProcess approver;
  private static List<Path> classPath = List.of();
  private static Path hosts;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath =
        Compiled.program(
            Files.createDirectories(directory.resolve("program")),
            "deeds.Packs",
            PROGRAM,
            Installation.librariesOfPacks());
    hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 " + HOST + "\n");
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  /** What happened when the pack's deed got this answer. */
  private record Run(List<String> out, List<String> rules, List<String> shown, String talk) {}

  private Run run(String pack, Answer answer, String to) throws Exception {
    Path policy =
        Files.writeString(
            temp.resolve(pack + ".callgate.yaml"),
            "callgate: 1\nname: live\nowner: tests\ninclude: [\"pack:" + pack + "@1\"]\n");
    AgentConfiguration configuration = approver.configuration(pack).withPolicy(policy);
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            Launch.on(Jdks.first(), temp)
                .with(List.of("-Djdk.net.hosts.file=" + hosts))
                .gatedBy(configuration)
                .main("deeds.Packs", classPath, pack, to)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      TreeSet<String> rules = new TreeSet<>();
      List<String> shown = new ArrayList<>();
      for (HeldCall call : reviewer.decided()) {
        String type = call.json().at("/request/method/type").asString();
        shown.add(
            type.substring(type.lastIndexOf('.') + 1)
                + "."
                + call.method()
                + " "
                + call.json().at("/request/arguments/0/display").asString());
        call.json().at("/request/rules").forEach(rule -> rules.add(rule.path("id").asString()));
      }
      return new Run(program.out().lines(), List.copyOf(rules), shown, program.toString());
    }
  }

  private static void assertRejected(Run run, String rule) {
    assertThat(run.rules).as("%s", run).contains(rule);
    assertThat(run.out).as("%s", run).noneMatch(line -> line.equals("done"));
  }

  private static void assertApproved(Run run, String rule) {
    assertThat(run.rules).as("%s", run).contains(rule);
    assertThat(run.out).as("%s", run).contains("done");
  }

  @ParameterizedTest
  @CsvSource({"jdk-files, delete", "jdk-process, start", "langchain4j, irreversible-tool"})
  void aFileGoesAwayWhenApproved(String pack, String rule) throws Exception {
    // Not below /tmp, where the pack lets everything be deleted.
    Path file =
        Files.createTempFile(Path.of(System.getProperty("user.home")), "callgate-test", ".txt");
    try {
      assertRejected(run(pack, Answer.REJECT, file.toString()), "pack:" + pack + "/" + rule);
      assertThat(file).exists();
      assertApproved(run(pack, Answer.APPROVE, file.toString()), "pack:" + pack + "/" + rule);
      assertThat(file).doesNotExist();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http-clients, write-jdk, DELETE /users/7",
    "stripe, refund, POST /v1/refunds",
    "github, delete-repository, DELETE /repos/acme/shop"
  })
  void aRequestArrivesWhenApproved(String pack, String rule, String request) throws Exception {
    String json =
        "{\"id\":\"1\",\"object\":\"refund\",\"name\":\"shop\",\"full_name\":\"acme/shop\",\"owner\":{\"login\":\"acme\"}}";
    try (WebService service =
        WebService.answering(
            asked -> asked.getRequestMethod().equals("GET") || pack.equals("stripe"), json)) {
      String uri = "http://" + HOST + ":" + service.port();
      assertRejected(run(pack, Answer.REJECT, uri), "pack:" + pack + "/" + rule);
      assertThat(service.received()).noneMatch(line -> line.startsWith(request));
      Run approved = run(pack, Answer.APPROVE, uri);
      assertThat(service.received()).as("%s", approved).anyMatch(line -> line.startsWith(request));
      assertApproved(approved, "pack:" + pack + "/" + rule);
    }
  }

  /** Both clients, the asynchronous one going to whichever region the bucket is in. */
  @Test
  void anObjectInS3GoesAwayWhenApproved() throws Exception {
    try (WebService service = WebService.open()) {
      String uri = "http://" + HOST + ":" + service.port();
      Run rejected = run("aws", Answer.REJECT, uri);
      assertRejected(rejected, "pack:aws/s3-delete-objects");
      // What is harmless arrives unasked.
      assertThat(service.received()).hasSize(1).allMatch(line -> line.startsWith("GET /"));
      assertThat(rejected.shown)
          .hasSize(2)
          .anyMatch(
              text ->
                  text.startsWith("DefaultS3Client.deleteObject")
                      && text.contains("acme-backups")
                      && text.contains("key=\"k\""))
          .anyMatch(
              text ->
                  text.startsWith("DefaultS3AsyncClient.deleteObject")
                      && text.contains("acme-scratch"));
      assertApproved(run("aws", Answer.APPROVE, uri), "pack:aws/destructive-operation");
      assertThat(service.received())
          .filteredOn(line -> line.startsWith("DELETE"))
          .containsExactly("DELETE /acme-backups/k", "DELETE /acme-scratch/k");
    }
  }

  @Test
  void aTableGoesAwayWhenApproved() throws Exception {
    Path database = temp.resolve("customers");
    Run rejected = run("jdbc", Answer.REJECT, database.toString());
    assertRejected(rejected, "pack:jdbc/destructive-statement");
    assertThat(rejected.out).contains("there=true");
    Run approved = run("jdbc", Answer.APPROVE, database.toString());
    assertApproved(approved, "pack:jdbc/destructive-statement");
    assertThat(approved.out).contains("there=false");
  }

  @Test
  void aMailGoesOutWhenApproved() throws Exception {
    try (Mailbox mailbox = Mailbox.open()) {
      String port = Integer.toString(mailbox.port());
      assertRejected(run("mail", Answer.REJECT, port), "pack:mail/send");
      assertThat(mailbox.subjects()).isEmpty();
      assertApproved(run("mail", Answer.APPROVE, port), "pack:mail/send");
      assertThat(mailbox.subjects()).containsExactly("effect");
    }
  }

  @Test
  void aDatabaseIsFlushedWhenApproved() throws Exception {
    List<String> commands = new CopyOnWriteArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread redis = new Thread(() -> serve(server, commands), "redis");
      redis.setDaemon(true);
      redis.start();
      String port = Integer.toString(server.getLocalPort());
      assertRejected(run("redis", Answer.REJECT, port), "pack:redis/flush-jedis");
      assertThat(commands).noneMatch(text -> text.contains("FLUSHALL"));
      assertApproved(run("redis", Answer.APPROVE, port), "pack:redis/flush-jedis");
      assertThat(commands).anyMatch(text -> text.contains("FLUSHALL"));
    }
  }

  /** Says OK to every command. */
  private static void serve(ServerSocket server, List<String> commands) {
    byte[] buffer = new byte[4096];
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        for (int n = client.getInputStream().read(buffer);
            n > 0;
            n = client.getInputStream().read(buffer)) {
          String text = new String(buffer, 0, n, StandardCharsets.UTF_8);
          commands.add(text);
          for (int at = text.indexOf('*'); at >= 0; at = text.indexOf("\n*", at + 1)) {
            client.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.UTF_8));
          }
        }
      } catch (IOException e) {
        // the client went away, or the test is over
      }
    }
  }
}
