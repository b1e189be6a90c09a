package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.callgate.approver.api.NotificationList;
import dev.callgate.approver.notify.Notifications;
import dev.callgate.approver.notify.NotificationsFile;
import dev.callgate.approver.notify.WebhookKey;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.approver.store.TestPostgres;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real mail and web servers are told of what happens to calls, and of nothing else. */
class NotificationsTest {
  private final Path folder;
  private final SigningKey key = SigningKey.generate();
  private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
  private HttpServer web;
  private volatile int status = 204;
  private @Nullable TestApprover approver;

  NotificationsTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private record Got(Map<String, String> headers, byte[] raw) {
    JsonNode body() {
      return Json.mapper().readTree(raw);
    }
  }

  @BeforeEach
  void listen() {
    web.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
          got.add(new Got(headers, exchange.getRequestBody().readAllBytes()));
          if (status == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void stop() {
    if (approver != null) {
      approver.close();
    }
    web.stop(0);
  }

  @Test
  void aWebhookIsSignedAndSaysWhatWaitsButNoValues() throws Exception {
    TestApprover approver = start(webhook("[asked, decided]"));
    TestJvm jvm = approver.jvm();

    CallRequest request = jvm.submit();
    approver.approver().notifyDue();

    assertThat(got).hasSize(1);
    JsonNode body = got.get(0).body();
    assertThat(body.get("type").asString()).isEqualTo("request.asked");
    assertThat(body.get("data").get("requestId").asString()).isEqualTo(request.requestId());
    assertThat(body.get("data").get("link").asString())
        .isEqualTo(approver.approver().uri() + "/#/requests/" + request.requestId());
    assertThat(body.toString()).contains("shop.Refunds.refund").doesNotContain("argument");
    assertThat(verifies(got.get(0), got.get(0).raw())).isTrue();
    assertThat(
            verifies(
                got.get(0),
                (new String(got.get(0).raw(), StandardCharsets.UTF_8) + " ")
                    .getBytes(StandardCharsets.UTF_8)))
        .isFalse();

    approver.alice().say(request, Verdict.APPROVE);
    approver.approver().notifyDue();
    assertThat(got).hasSize(2);
    assertThat(got.get(1).body().toString()).contains("request.decided", "approve by alice");
    assertThat(states(approver)).containsExactlyInAnyOrder("SENT", "SENT");
  }

  @Test
  void aChannelThatMayIsToldValuesButNoRedactedOnes() throws Exception {
    TestApprover approver = start(webhook("[asked]") + "    include-arguments: true\n");

    approver.jvm().submit();
    approver.approver().notifyDue();

    assertThat(got.get(0).body().get("data").get("facts").get("argument amount").asString())
        .isEqualTo("100");
  }

  @Test
  void remindersComeWhileACallWaitsAndNotAfterwards() throws Exception {
    TestApprover approver = start(webhook("[reminder, escalation, expired]"));
    TestJvm jvm = approver.jvm();
    CallRequest answered = jvm.submit(Duration.ofMinutes(10));
    jvm.submit(Duration.ofMinutes(20));
    approver.approver().notifyDue();
    assertThat(got).isEmpty();

    approver.alice().say(answered, Verdict.REJECT);
    approver.clock.advance(Duration.ofMinutes(10));
    approver.approver().notifyDue();
    assertThat(types()).containsExactly("request.reminder");

    approver.clock.advance(Duration.ofMinutes(6));
    approver.approver().notifyDue();
    assertThat(types()).containsExactly("request.reminder", "request.escalation");

    approver.clock.advance(Duration.ofMinutes(4));
    approver.approver().expireDue();
    approver.approver().notifyDue();
    assertThat(types()).endsWith("request.expired");
    assertThat(states(approver)).contains("MOOT");
  }

  @Test
  void whatIsNotTakenIsTriedAgainUnderTheSameIdAndThenGivenUp() throws Exception {
    TestApprover approver = start(webhook("[expired]"));
    approver.jvm().submit(Duration.ofMinutes(1));
    status = 503;
    approver.clock.advance(Duration.ofMinutes(1));
    approver.approver().expireDue();

    for (int i = 0; i < 30; i++) {
      approver.approver().notifyDue();
      approver.clock.advance(Duration.ofMinutes(15));
    }

    assertThat(got).hasSize(10);
    assertThat(got.stream().map(each -> each.headers().get("webhook-id")).distinct()).hasSize(1);
    NotificationList dead =
        approver.root().get("/v1/notifications?state=dead").as(NotificationList.class);
    assertThat(dead.notifications()).hasSize(1);
    assertThat(dead.notifications().get(0).problem()).contains("answered 503");
    assertThat(approver.alice().get("/v1/notifications").status()).isEqualTo(403);
  }

  @Test
  void aRedirectIsNotFollowedAndARefusalForGoodIsNotRepeated() throws Exception {
    TestApprover approver = start(webhook("[asked]"));
    TestJvm jvm = approver.jvm();
    status = 302;
    jvm.submit();
    approver.approver().notifyDue();
    assertThat(got).hasSize(1);
    assertThat(states(approver)).containsExactly("WAITING");

    status = 410;
    approver.clock.advance(Duration.ofMinutes(1));
    approver.approver().notifyDue();
    assertThat(states(approver)).containsExactly("DEAD");
  }

  @Test
  void chatsAreGivenPlainTextWhateverAProgramCallsItself() throws Exception {
    TestApprover approver =
        start(channel("slack", "slack", "[asked]") + channel("teams", "teams", "[asked]"));
    TestJvm jvm = approver.jvm();
    CallRequest request = named(jvm, "<!channel> *pay* <https://evil|x>\r\nBcc: a@b\u202e");

    jvm.submit(request);
    approver.approver().notifyDue();

    JsonNode slack =
        got.stream().filter(each -> each.body().has("blocks")).findFirst().orElseThrow().body();
    assertThat(slack.get("text").asString()).contains("&lt;!channel&gt;").doesNotContain("<!");
    assertThat(slack.get("blocks").get(0).get("text").get("type").asString())
        .isEqualTo("plain_text");
    assertThat(slack.get("blocks").get(1).get("text").get("text").asString())
        .isEqualTo(
            "<"
                + approver.approver().uri()
                + "/#/requests/"
                + request.requestId()
                + "|Open the call>");
    JsonNode card =
        got.stream()
            .filter(each -> each.body().has("attachments"))
            .findFirst()
            .orElseThrow()
            .body()
            .get("attachments")
            .get(0)
            .get("content");
    assertThat(card.get("body").get(0).get("type").asString()).isEqualTo("RichTextBlock");
    assertThat(slack.toString() + card).doesNotContain("\u202e").contains("<U+202E>", "<U+000D>");
  }

  @Test
  void aMailIsPlainTextWithOneSubjectWhateverAProgramCallsItself() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try {
      TestApprover approver =
          start(
              "  ops-mail:\n    kind: mail\n    events: [asked]\n    host: 127.0.0.1\n    port: "
                  + mail.getSmtp().getPort()
                  + "\n    security: none\n    from: callgate@example.com\n    to: [ops@example.com]\n");
      TestJvm jvm = approver.jvm();
      jvm.submit(named(jvm, "x\r\nBcc: victim@example.com\r\n\r\n<b>hello</b>"));
      approver.approver().notifyDue();

      MimeMessage[] received = mail.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getHeader("Bcc")).isNull();
      assertThat(received[0].getAllRecipients()).hasSize(1);
      assertThat(received[0].getContentType()).startsWith("text/plain");
      assertThat(received[0].getSubject()).contains("<U+000D>");
      assertThat((String) received[0].getContent())
          .contains(approver.approver().uri() + "/#/requests/")
          .doesNotContain("argument");
    } finally {
      mail.stop();
    }
  }

  @Test
  void aDigestIsOneMessageForAllAndALimitPutsTheOthersOff() throws Exception {
    TestApprover approver =
        start(
            channel("calm", "slack", "[asked]")
                + "    digest: 5m\n"
                + channel("slow", "teams", "[asked]")
                + "    per-minute: 2\n");
    TestJvm jvm = approver.jvm();
    for (int i = 0; i < 3; i++) {
      jvm.submit();
    }

    approver.approver().notifyDue();
    assertThat(got).hasSize(2).allMatch(each -> each.body().has("attachments"));

    approver.clock.advance(Duration.ofMinutes(5));
    approver.approver().notifyDue();
    assertThat(got.stream().filter(each -> each.body().has("attachments"))).hasSize(3);
    List<Got> digests = got.stream().filter(each -> each.body().has("blocks")).toList();
    assertThat(digests).hasSize(1);
    assertThat(digests.get(0).body().get("text").asString()).startsWith("3 calls");
  }

  @Test
  void ofTwoApproversOneSends() throws Exception {
    Notifications notifications = read(webhook("[asked]"));
    DatabaseLocation database = TestPostgres.database();
    approver = new TestApprover(folder, null, database, notifications);
    TestApprover first = approver;
    try (Approver second = Approver.start(first.settings())) {
      TestJvm jvm = first.jvm();
      for (int i = 0; i < 8; i++) {
        jvm.submit();
      }
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> {
                try {
                  second.notifyDue();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      first.approver().notifyDue();
      other.join();
      // Whichever had claimed the last of them.
      second.notifyDue();
      first.approver().notifyDue();
    }
    assertThat(got.stream().map(each -> each.headers().get("webhook-id")))
        .hasSize(8)
        .doesNotHaveDuplicates();
  }

  /** A call of a program that gives itself this name. */
  private static CallRequest named(TestJvm jvm, String application) {
    CallRequest plain = jvm.request(Duration.ofHours(1), TestJvm.ALL);
    return new CallRequest(
        plain.v(),
        plain.requestId(),
        plain.nonce(),
        plain.jvm(),
        application,
        plain.environment(),
        plain.method(),
        plain.rules(),
        plain.ruleSetDigest(),
        plain.arguments(),
        plain.argsDigest(),
        plain.receiver(),
        plain.decisions(),
        plain.demands(),
        plain.requester(),
        plain.covers(),
        plain.expiresInMillis(),
        plain.createdAtMillis(),
        plain.context());
  }

  private String webhook(String events) {
    return channel("hook", "webhook", events);
  }

  private String channel(String name, String kind, String events) {
    return "  "
        + name
        + ":\n    kind: "
        + kind
        + "\n    events: "
        + events
        + "\n    url: http://127.0.0.1:"
        + web.getAddress().getPort()
        + "/in\n";
  }

  private Notifications read(String channels) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("notifications.yaml"), "notifications: 1\nchannels:\n" + channels);
    return NotificationsFile.read(file, WebhookKey.of(key));
  }

  private TestApprover start(String channels) throws Exception {
    TestApprover started =
        new TestApprover(
            folder, null, DatabaseLocation.file(folder.resolve("approver.db")), read(channels));
    approver = started;
    return started;
  }

  private List<String> types() {
    return got.stream().map(each -> each.body().get("type").asString()).toList();
  }

  private static List<String> states(TestApprover approver) throws Exception {
    return approver
        .root()
        .get("/v1/notifications")
        .as(NotificationList.class)
        .notifications()
        .stream()
        .map(each -> each.state().name())
        .toList();
  }

  private boolean verifies(Got each, byte[] body) throws Exception {
    String head =
        each.headers().get("webhook-id") + "." + each.headers().get("webhook-timestamp") + ".";
    String signature = String.valueOf(each.headers().get("webhook-signature"));
    assertThat(signature).startsWith("v1a,");
    VerificationKey publicKey = key.publicKey();
    return publicKey.verifies(
        (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8),
        Base64.getDecoder().decode(signature.substring(4)));
  }
}
