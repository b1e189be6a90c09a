package dev.callgate.agent.link;

import dev.callgate.agent.gate.Host;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.trust.Trust;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.EnrolmentReceipt;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.PinnedTls;
import dev.callgate.protocol.ProtocolException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An enrolled JVM's standing with the approver. Immutable.
 *
 * @param endpoint where the approver is
 * @param tls whom its connections trust
 * @param token opens the agent's routes for this JVM, and no others
 * @param cursor after which decision to listen
 */
public record Session(Endpoint endpoint, SSLContext tls, String token, long cursor) {
  private static final int ENROL_MILLIS = 10_000;

  static final String TRUST = "/v1/agent/trust";

  private record Enrolled(JsonNode receipt, String session, long cursor) {}

  private record Delivered(@Nullable JsonNode bundle) {}

  /**
   * Introduces this JVM, and finds out whether the approver holds the pinned key.
   *
   * @throws LinkException when it cannot be reached, is another, or says no
   */
  public static Session enrol(
      Endpoint endpoint, String enrolmentToken, JvmIdentity jvm, String agentVersion)
      throws LinkException {
    Enrolment enrolment =
        new Enrolment(
            Enrolment.VERSION,
            jvm.jvm(),
            jvm.key().publicKey().toString(),
            Ids.random(),
            jvm.application(),
            jvm.environment(),
            jvm.ruleSetDigest(),
            Host.NAME,
            Host.PID,
            System.getProperty("java.vm.name") + " " + Runtime.version(),
            agentVersion);
    byte[] body = Envelope.sign(PayloadType.ENROL, Json.write(enrolment), jvm.key()).toJson();
    HttpConnection.Response response;
    SSLContext tls;
    Enrolled enrolled;
    try {
      tls = HttpConnection.tls(endpoint);
      try (HttpConnection connection = new HttpConnection(endpoint, tls)) {
        response =
            connection.exchange("POST", "/v1/agent/enrol", enrolmentToken, body, ENROL_MILLIS);
        if (!response.isSuccess()) {
          throw new LinkException(
              LinkException.Kind.NOT_ENROLLED,
              "it answered " + response.status() + ApproverLink.reason(response.body()));
        }
        enrolled = Json.read(response.body(), Enrolled.class);
        // Before its receipt: the bundle may say with which key that has to verify.
        if (jvm.trust().hasRoots()) {
          fetchTrust(connection, enrolled.session(), jvm.trust());
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw failed(e);
    } catch (ProtocolException e) {
      throw new LinkException(LinkException.Kind.NOT_THE_APPROVER, String.valueOf(e.getMessage()));
    }
    try {
      Envelope envelope = Envelope.parse(Json.write(enrolled.receipt()));
      EnrolmentReceipt receipt =
          Json.read(jvm.trust().verify(PayloadType.ENROLLED, envelope), EnrolmentReceipt.class);
      if (!receipt.jvm().equals(jvm.jvm()) || !receipt.challenge().equals(enrolment.challenge())) {
        throw new ProtocolException("its receipt is for another enrolment");
      }
      return new Session(endpoint, tls, enrolled.session(), enrolled.cursor());
    } catch (ProtocolException e) {
      throw new LinkException(LinkException.Kind.NOT_THE_APPROVER, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes over the approver's trust bundle, when it has one.
   *
   * @throws LinkException when it has one that does not count, and neither has this JVM another
   */
  private static void fetchTrust(HttpConnection connection, String token, Trust trust)
      throws IOException, LinkException {
    try {
      refreshTrust(connection, token, trust);
      trust.bundle();
    } catch (ProtocolException e) {
      throw new LinkException(LinkException.Kind.NOT_TRUSTED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Asks for the approver's trust bundle, and takes it where it is newer.
   *
   * @throws ProtocolException when it does not count
   */
  static void refreshTrust(HttpConnection connection, String token, Trust trust)
      throws IOException, ProtocolException {
    HttpConnection.Response response = connection.exchange("GET", TRUST, token, null, ENROL_MILLIS);
    if (!response.isSuccess()) {
      throw new IOException("status " + response.status() + ApproverLink.reason(response.body()));
    }
    JsonNode bundle = Json.read(response.body(), Delivered.class).bundle();
    if (bundle != null && !bundle.isNull()) {
      trust.offer(Envelope.parse(Json.write(bundle)));
    }
  }

  private static LinkException failed(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.startsWith(PinnedTls.MISMATCH)) {
        return new LinkException(LinkException.Kind.NOT_THE_APPROVER, message);
      }
    }
    return new LinkException(LinkException.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
  }

  HttpConnection connect() {
    return new HttpConnection(endpoint, tls);
  }
}
