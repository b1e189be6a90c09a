package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outermost layer: what a client sees of TLS and HTTP. */
class HttpTest {
  private TestApprover approver;
  private PinnedClient client;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    client = approver.client();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/v1/me", "/nothing", "/v1/requests/../../etc/passwd"})
  void everyAnswerHasItsLengthAndSaysNothingAboutTheServer(String path) throws Exception {
    Answer answer = client.send("GET", path, null, null);

    var headers = answer.raw().headers();
    assertThat(headers.firstValueAsLong("Content-Length")).hasValue(answer.raw().body().length);
    assertThat(headers.firstValue("Content-Type")).hasValue("application/json");
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    assertThat(headers.firstValue("Server")).isEmpty();
    assertThat(answer.body().isObject()).isTrue();
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() throws Exception {
    Answer answer = client.send("DELETE", "/v1/requests", approver.aliceToken, null);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.raw().headers().firstValue("Allow")).hasValue("GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/requests?state=some",
        "/v1/requests?stat=all",
        "/v1/events?after=x",
        "/v1/events?after=-1",
        "/v1/events?after=1&after=2",
        "/v1/events?after=99999999999999999999"
      })
  void aQueryThatIsNotUnderstoodIsRefused(String path) throws Exception {
    Answer answer = client.send("GET", path, approver.aliceToken, null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("malformed");
  }

  @Test
  void bytesThatAreNoHttpGetTheSameFormOfError() throws Exception {
    try (SSLSocket socket = connect("TLSv1.3")) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /he\u0000althz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":{\"code\":\"http\"");
    }
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    try (SSLSocket old = connect("TLSv1.2")) {
      assertThatThrownBy(old::startHandshake).isInstanceOf(IOException.class);
    }
    try (SSLSocket current = connect("TLSv1.3")) {
      current.startHandshake();
      assertThat(current.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void aClientThatPinsAnotherKeyDoesNotTalk() {
    PinnedClient other = new PinnedClient(approver.approver().uri(), Digests.of("another"));

    assertThatThrownBy(() -> other.send("GET", "/healthz", null, null))
        .isInstanceOf(IOException.class);
  }

  private SSLSocket connect(String protocol) throws IOException {
    SSLSocket socket = PinnedClient.connect(approver);
    socket.setEnabledProtocols(new String[] {protocol});
    return socket;
  }
}
