package dev.callgate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.link.ScriptedServer.Reply;
import dev.callgate.agent.link.ScriptedServer.Request;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.EnrolmentReceipt;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SessionTest {
  private final SigningKey approver = SigningKey.generate();
  private final SigningKey own = SigningKey.generate();
  private final JvmIdentity jvm =
      new JvmIdentity("jvm-1", own, approver.publicKey(), "shop", "test", "sha256:0", null);

  @Test
  void thePinnedApproverTakesThisJvmIn() throws Exception {
    try (ScriptedServer server = server(approver, "jvm-1", "", PayloadType.ENROLLED)) {
      Session session = Session.enrol(server.endpoint(), "enrol-token", jvm, "1.0");

      assertThat(session.token()).isEqualTo("session-token");
      assertThat(session.cursor()).isEqualTo(7);
      Request request = server.requests.get(0);
      assertThat(request.method() + " " + request.path()).isEqualTo("POST /v1/agent/enrol");
      assertThat(request.authorization()).isEqualTo("Bearer enrol-token");
      Enrolment enrolment = enrolment(request);
      assertThat(enrolment.publicKey()).isEqualTo(own.publicKey().toString());
      assertThat(enrolment.application()).isEqualTo("shop");
      assertThat(enrolment.agentVersion()).isEqualTo("1.0");
    }
  }

  @Test
  void anApproverWithAnotherKeyIsNotThePinnedOne() throws Exception {
    try (ScriptedServer server = server(SigningKey.generate(), "jvm-1", "", PayloadType.ENROLLED)) {
      assertThat(refusal(server.endpoint())).isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
    }
  }

  @Test
  void aReceiptForAnotherJvmIsRefused() throws Exception {
    try (ScriptedServer server = server(approver, "jvm-2", "", PayloadType.ENROLLED)) {
      assertThat(refusal(server.endpoint())).isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
    }
  }

  @Test
  void aReceiptForAnotherChallengeIsRefused() throws Exception {
    try (ScriptedServer server = server(approver, "jvm-1", "old", PayloadType.ENROLLED)) {
      assertThat(refusal(server.endpoint())).isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
    }
  }

  @Test
  void anotherKindOfEnvelopeIsNoReceipt() throws Exception {
    try (ScriptedServer server = server(approver, "jvm-1", "", PayloadType.DECISION)) {
      assertThat(refusal(server.endpoint())).isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "null", "{\"receipt\":null,\"session\":\"s\",\"cursor\":0}", "<html>"})
  void whatIsNoEnrolmentIsRefused(String body) throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Reply.json(200, body))) {
      assertThat(refusal(server.endpoint())).isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
    }
  }

  @Test
  void anotherTlsKeyIsNotThePinnedOne() throws Exception {
    try (ScriptedServer server = server(approver, "jvm-1", "", PayloadType.ENROLLED)) {
      assertThat(refusal(new Endpoint(server.uri(), "sha256:" + "0".repeat(64))))
          .isEqualTo(LinkException.Kind.NOT_THE_APPROVER);
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void anApproverThatSaysNoIsQuoted() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            request ->
                Reply.json(
                    401,
                    "{\"error\":{\"code\":\"AUTH\",\"message\":\"the token is used up\",\"hint\":\"make another\"}}"))) {
      LinkException refused =
          catchThrowableOfType(
              LinkException.class, () -> Session.enrol(server.endpoint(), "t", jvm, "1.0"));

      assertThat(refused.kind()).isEqualTo(LinkException.Kind.NOT_ENROLLED);
      assertThat(refused).hasMessage("it answered 401: the token is used up; make another");
    }
  }

  @Test
  void nobodyThereIsUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(refusal(new Endpoint(URI.create("https://127.0.0.1:" + free), null)))
        .isEqualTo(LinkException.Kind.UNREACHABLE);
  }

  @Test
  void aServerThatSpeaksSomethingElseIsUnreachable() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(request -> Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"))) {
      assertThat(refusal(server.endpoint())).isEqualTo(LinkException.Kind.UNREACHABLE);
    }
  }

  private LinkException.Kind refusal(Endpoint endpoint) {
    LinkException refused =
        catchThrowableOfType(
            LinkException.class, () -> Session.enrol(endpoint, "enrol-token", jvm, "1.0"));
    assertThat(refused).isNotNull();
    return refused.kind();
  }

  /** An approver that signs a receipt; an empty challenge stands for the enrolment's own. */
  private static ScriptedServer server(
      SigningKey key, String jvm, String challenge, PayloadType type) throws Exception {
    return new ScriptedServer(
        request -> {
          String repeated = challenge.isEmpty() ? enrolment(request).challenge() : challenge;
          byte[] receipt = Json.write(new EnrolmentReceipt(1, jvm, repeated, 5));
          String envelope =
              new String(Envelope.sign(type, receipt, key).toJson(), StandardCharsets.UTF_8);
          return Reply.json(
              200, "{\"receipt\":" + envelope + ",\"session\":\"session-token\",\"cursor\":7}");
        });
  }

  private static Enrolment enrolment(Request request) {
    try {
      return Json.read(Envelope.parse(request.body()).unverifiedPayload(), Enrolment.class);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }
}
