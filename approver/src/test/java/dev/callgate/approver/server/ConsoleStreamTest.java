package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an open console hears. */
class ConsoleStreamTest {
  private TestApprover approver;
  private RawHttp http;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    http = new RawHttp(approver);
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void firstWhatWaitsThenEachChangeOnceItIsCommitted() throws Exception {
    CallRequest early = jvm.submit();
    try (SSLSocket socket = open("Authorization: Bearer " + approver.aliceToken)) {
      InputStream in = socket.getInputStream();
      String head = RawHttp.readTo(in, "\r\n\r\n");
      assertThat(head).contains("200").contains("text/event-stream").contains("no-store");
      assertThat(event(in)).startsWith("event: snapshot\n").contains(early.requestId());

      CallRequest late = jvm.submit();
      assertThat(event(in))
          .startsWith("event: changes\n")
          .contains(late.requestId())
          .doesNotContain(early.requestId());

      approver.alice().say(late, Verdict.APPROVE);
      assertThat(event(in)).contains(late.requestId(), "\"state\":\"approved\"");
    }
  }

  @Test
  void manyOpenStreamsNeedNoThreadEach() throws Exception {
    List<SSLSocket> sockets = new ArrayList<>();
    try {
      // More than the server has threads, all told of one call.
      for (int i = 0; i < 40; i++) {
        SSLSocket socket = open("Authorization: Bearer " + approver.aliceToken);
        RawHttp.readTo(socket.getInputStream(), "\r\n\r\n");
        event(socket.getInputStream());
        sockets.add(socket);
      }
      assertThat(approver.approver().openStreams()).isEqualTo(40);

      CallRequest request = jvm.submit();

      for (SSLSocket socket : sockets) {
        assertThat(event(socket.getInputStream())).contains(request.requestId());
      }
    } finally {
      for (SSLSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aStreamEndsWithItsSession() throws Exception {
    String cookie = signIn();
    try (SSLSocket socket = open(cookie)) {
      InputStream in = socket.getInputStream();
      RawHttp.readTo(in, "\r\n\r\n");
      event(in);

      http.send(
          "DELETE",
          "/v1/session",
          null,
          cookie,
          "Origin: " + http.origin(),
          "X-Callgate-Console: 1");

      assertThat(event(in)).startsWith("event: goodbye\n");
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()).isIn("", "0");
    }
  }

  @Test
  void aSessionThatIsOverHearsOfNothingMore() throws Exception {
    try (SSLSocket socket = open(signIn())) {
      InputStream in = socket.getInputStream();
      RawHttp.readTo(in, "\r\n\r\n");
      event(in);
      approver.clock.advance(Duration.ofHours(12));

      CallRequest request = jvm.submit();

      assertThat(event(in)).startsWith("event: goodbye\n").doesNotContain(request.requestId());
    }
  }

  @Test
  void anOpenPageKeepsItsSessionFromBeingIdle() throws Exception {
    String watched = signIn();
    String left = signIn();
    try (SSLSocket socket = open(watched)) {
      InputStream in = socket.getInputStream();
      RawHttp.readTo(in, "\r\n\r\n");
      event(in);
      approver.clock.advance(Duration.ofMinutes(20));
      jvm.submit();
      event(in);
      approver.clock.advance(Duration.ofMinutes(20));

      assertThat(http.send("GET", "/v1/me", null, watched).status()).isEqualTo(200);
      assertThat(http.send("GET", "/v1/me", null, left).status()).isEqualTo(401);
    }
  }

  private String signIn() throws Exception {
    RawHttp.Answer answer =
        http.send(
            "POST",
            "/v1/session",
            "{\"token\":\"" + approver.aliceToken + "\"}",
            "Content-Type: application/json",
            "X-Callgate-Console: 1",
            "Origin: " + http.origin());
    String set = answer.header("Set-Cookie");
    return "Cookie: " + set.substring(0, set.indexOf(';'));
  }

  private SSLSocket open(String credential) throws Exception {
    return http.open(http.authority(), "GET", "/v1/events/stream", null, credential);
  }

  /** The next event, without the chunk sizes around it. */
  private static String event(InputStream in) throws Exception {
    while (true) {
      String read = RawHttp.readTo(in, "\n\n");
      int start = read.indexOf("event: ");
      if (start >= 0) {
        return read.substring(start);
      }
      // A beat, on a slow day.
    }
  }
}
