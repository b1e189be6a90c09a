package dev.callgate.cli.doctor;

import dev.callgate.config.AgentConfig;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PinnedTls;
import dev.callgate.protocol.ProtocolException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether the approver answers, is the pinned one, and has the same time. Sends no credential. */
final class ApproverChecks {
  private static final String SUBJECT = "approver";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long TOLERATED_MILLIS = 5_000;

  private ApproverChecks() {}

  static void check(AgentConfig config, List<Check> checks) throws InterruptedException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE);
    String pin = config.tlsPin();
    if (pin == null) {
      checks.add(
          Check.note(
              SUBJECT,
              "no tls-pin: whoever any certificate authority vouches for is spoken to",
              "add tls-pin from the approver's agent.yaml"));
    } else {
      client.sslContext(PinnedTls.context(pin));
    }
    long before = System.currentTimeMillis();
    HttpResponse<byte[]> response;
    try {
      response =
          client
              .build()
              .send(
                  HttpRequest.newBuilder(config.approver().resolve("/healthz"))
                      .timeout(PATIENCE)
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      checks.add(failed(config, e));
      return;
    }
    long after = System.currentTimeMillis();
    JsonNode now;
    try {
      now = Json.readTree(new String(response.body(), StandardCharsets.UTF_8)).path("nowMillis");
    } catch (ProtocolException e) {
      checks.add(stranger(config));
      return;
    }
    if (response.statusCode() != 200 || !now.isIntegralNumber()) {
      checks.add(stranger(config));
      return;
    }
    checks.add(
        Check.ok(
            SUBJECT,
            config.approver() + " answers" + (pin == null ? "" : ", with the pinned TLS key")));
    clock(now.longValue(), before, after, checks);
  }

  private static void clock(long there, long before, long after, List<Check> checks) {
    long off = there < before ? before - there : Math.max(0, there - after);
    if (off > TOLERATED_MILLIS) {
      checks.add(
          Check.fail(
              SUBJECT,
              "its clock and this machine's differ by " + off / 1000 + " s",
              "set both: times in records and exceptions with an end go by them"));
    } else {
      checks.add(Check.ok(SUBJECT, "its clock agrees with this machine's"));
    }
  }

  private static Check stranger(AgentConfig config) {
    return Check.fail(
        SUBJECT,
        config.approver() + " answers, and not as an approver of this version",
        "correct approver.url, or use the same version on both sides");
  }

  private static Check failed(AgentConfig config, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().startsWith(PinnedTls.MISMATCH)) {
        return Check.fail(
            SUBJECT,
            "another server than the pinned one answers at " + config.approver(),
            "compare approver.tls-pin with the approver's agent.yaml");
      }
    }
    return new Check(
        SUBJECT,
        Check.Mark.AWAY,
        config.approver() + " does not answer",
        "start the approver, or correct approver.url");
  }
}
