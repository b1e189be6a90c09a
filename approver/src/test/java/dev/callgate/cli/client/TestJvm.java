package dev.callgate.cli.client;

import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.PinnedTls;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.RuleCoverage;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The agent's side of the protocol with real signatures, for a test that has no agent. */
public final class TestJvm {
  private final URI url;
  private final VerificationKey trust;
  private final HttpClient http;
  private final SigningKey key = SigningKey.generate();
  private final String id = Ids.random();
  private String session = "";
  private long cursor;
  private long reports;

  private TestJvm(URI url, VerificationKey trust, String pin) {
    this.url = url;
    this.trust = trust;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(PinnedTls.context(pin))
            .build();
  }

  /** Enrols as an agent's configuration file says. */
  public static TestJvm enrol(Path configuration)
      throws IOException, InterruptedException, ProtocolException {
    String yaml = Files.readString(configuration);
    TestJvm jvm =
        new TestJvm(
            URI.create(value(yaml, "url")),
            VerificationKey.parse(value(yaml, "trust")),
            value(yaml, "tls-pin"));
    String token = Files.readString(Path.of(value(yaml, "enrolment-token-file"))).strip();
    Enrolment enrolment =
        new Enrolment(
            Enrolment.VERSION,
            jvm.id,
            jvm.key.publicKey().toString(),
            Ids.random(),
            value(yaml, "application"),
            null,
            Digests.of("rules"),
            "host",
            ProcessHandle.current().pid(),
            "17",
            "test");
    JsonNode answer =
        jvm.send(
            "POST",
            "/v1/agent/enrol",
            token,
            Envelope.sign(PayloadType.ENROL, Json.write(enrolment), jvm.key));
    jvm.session = answer.required("session").asString();
    jvm.cursor = answer.required("cursor").longValue();
    return jvm;
  }

  private static String value(String yaml, String key) throws ProtocolException {
    for (String line : yaml.lines().toList()) {
      if (line.strip().startsWith(key + ": ")) {
        return Json.readTree(line.substring(line.indexOf(": ") + 2)).asString();
      }
    }
    throw new ProtocolException("no " + key + " in " + yaml);
  }

  /** Asks; the request's id. */
  public String ask(String customer, long expiresInMillis, Verdict... allowed)
      throws IOException, InterruptedException, ProtocolException {
    return ask(SampleRequests.call(id, customer, expiresInMillis, List.of(allowed)));
  }

  /** Asks the people whom {@code demands} name; the request's id. */
  public String ask(String customer, Demand... demands)
      throws IOException, InterruptedException, ProtocolException {
    return ask(SampleRequests.demanding(id, customer, demands));
  }

  private String ask(CallRequest request)
      throws IOException, InterruptedException, ProtocolException {
    send(
        "PUT",
        "/v1/agent/requests/" + request.requestId(),
        session,
        Envelope.sign(PayloadType.REQUEST, Json.write(request), key));
    return request.requestId();
  }

  /** The id that it drew. */
  public String id() {
    return id;
  }

  /** Says what these rules have done. */
  public CoverageReport report(boolean last, RuleCoverage... rules)
      throws IOException, InterruptedException, ProtocolException {
    CoverageReport report =
        new CoverageReport(
            CoverageReport.VERSION,
            id,
            ++reports,
            1,
            last,
            Digests.of("rules"),
            rules.length,
            0,
            0,
            0,
            List.of(rules),
            0);
    send(
        "PUT",
        "/v1/agent/coverage",
        session,
        Envelope.sign(PayloadType.COVERAGE, Json.write(report), key));
    return report;
  }

  /** Waits for the next decision about any of its requests. */
  public CallDecision nextDecision() throws IOException, InterruptedException, ProtocolException {
    while (true) {
      HttpRequest request =
          to("/v1/agent/events?after=" + cursor + "&wait=25", session).GET().build();
      JsonNode page = answer(request);
      cursor = page.required("cursor").longValue();
      for (JsonNode envelope : page.required("decisions")) {
        byte[] payload = Envelope.parse(Json.write(envelope)).verify(PayloadType.DECISION, trust);
        return Json.read(payload, CallDecision.class);
      }
    }
  }

  private JsonNode send(String method, String path, String token, Envelope envelope)
      throws IOException, InterruptedException, ProtocolException {
    return answer(
        to(path, token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(envelope.toJson()))
            .build());
  }

  private HttpRequest.Builder to(String path, String token) {
    return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private JsonNode answer(HttpRequest request)
      throws IOException, InterruptedException, ProtocolException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + " " + body);
    }
    return Json.readTree(body);
  }
}
