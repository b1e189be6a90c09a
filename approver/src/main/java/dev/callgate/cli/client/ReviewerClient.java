package dev.callgate.cli.client;

import dev.callgate.approver.api.AuditCheckpoint;
import dev.callgate.approver.api.AuditPage;
import dev.callgate.approver.api.RevokeBody;
import dev.callgate.approver.api.SignedRequest;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PinnedTls;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewEnvelope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One reviewer at one approver. Thread-safe. Never asks a proxy: the connection file names the
 * approver itself, and its key is pinned.
 *
 * <p>Every method throws {@link ApproverError} when the approver says no, and {@link Failure} with
 * {@link ExitStatus#UNREACHABLE} when it says nothing that can be trusted.
 */
public final class ReviewerClient {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final Connection connection;
  private final HttpClient http;

  /** Connects at the first question. */
  public ReviewerClient(Connection connection) {
    this.connection = connection;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(PinnedTls.context(connection.tlsPin()))
            .build();
  }

  /** Which requests a list holds. */
  public enum Listed {
    /** Those that wait. */
    PENDING,
    /** Those that have ended. */
    ENDED,
    /** All. */
    ALL
  }

  /** By time left. */
  public List<HeldRequest> list(Listed which) throws Failure, ApproverError, InterruptedException {
    return requests(get("/v1/requests?state=" + which.name().toLowerCase(Locale.ROOT)));
  }

  /** One request with its history. */
  public HeldRequest request(String id) throws Failure, ApproverError, InterruptedException {
    return read(get("/v1/requests/" + id));
  }

  /** Sends a review; the request as it is afterwards. */
  public HeldRequest review(String id, Review review)
      throws Failure, ApproverError, InterruptedException {
    HttpRequest.Builder request =
        to("/v1/requests/" + id + "/review", ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(review)));
    return read(answer(request));
  }

  /** Sends a review with its signature; the request as it is afterwards. */
  public HeldRequest review(String id, ReviewEnvelope signed)
      throws Failure, ApproverError, InterruptedException {
    HttpRequest.Builder request =
        to("/v1/requests/" + id + "/signed-review", ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(signed)));
    return read(answer(request));
  }

  /** The request as its JVM has signed it; nothing is verified yet. */
  public SignedRequest signedRequest(String id)
      throws Failure, ApproverError, InterruptedException {
    return read(
        get("/v1/requests/" + id + "/envelope"),
        json -> Json.mapper().treeToValue(json, SignedRequest.class));
  }

  /** What the approver knows of this reviewer: name, groups and roles. */
  public JsonNode me() throws Failure, ApproverError, InterruptedException {
    return get("/v1/me");
  }

  /** Under which name this reviewer is known here. */
  public String name() throws Failure, ApproverError, InterruptedException {
    return read(get("/v1/me"), json -> json.required("name").asString());
  }

  /**
   * Waits up to {@code waitSeconds} (at most 25) for something that changed after {@code cursor}.
   */
  public EventPage events(long cursor, int waitSeconds)
      throws Failure, ApproverError, InterruptedException {
    JsonNode page =
        answer(
            to(
                    "/v1/events?after=" + cursor + "&wait=" + waitSeconds,
                    ANSWER_WITHIN.plusSeconds(waitSeconds))
                .GET());
    return new EventPage(number(page, "cursor"), requests(page));
  }

  /** The JVMs that enrolled, the latest first. */
  public List<KnownAgent> agents() throws Failure, ApproverError, InterruptedException {
    List<KnownAgent> agents = new ArrayList<>();
    for (JsonNode element : get("/v1/agents").path("agents")) {
      agents.add(read(element, KnownAgent::of));
    }
    return List.copyOf(agents);
  }

  /** What the rules have done in one JVM. */
  public JvmCoverage coverage(String jvm) throws Failure, ApproverError, InterruptedException {
    return read(get("/v1/agents/" + jvm + "/coverage"), JvmCoverage::of);
  }

  /** The yeses that stand for later calls, or all there ever were; the latest first. */
  public List<KnownGrant> grants(boolean all) throws Failure, ApproverError, InterruptedException {
    List<KnownGrant> grants = new ArrayList<>();
    for (JsonNode element : get("/v1/grants?state=" + (all ? "all" : "standing")).path("grants")) {
      grants.add(read(element, KnownGrant::of));
    }
    return List.copyOf(grants);
  }

  /** One of them, with what it let through. */
  public KnownGrant grant(String id) throws Failure, ApproverError, InterruptedException {
    return read(get("/v1/grants/" + id), KnownGrant::of);
  }

  /** Takes one back, for every JVM at once. */
  public KnownGrant revoke(String id, @Nullable String reason)
      throws Failure, ApproverError, InterruptedException {
    HttpRequest.Builder request =
        to("/v1/grants/" + id + "/revoke", ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(new RevokeBody(reason))));
    return read(answer(request), KnownGrant::of);
  }

  /** How people decided in the last days, in the approver's own words. */
  public JsonNode statistics(int days) throws Failure, ApproverError, InterruptedException {
    return get("/v1/statistics?days=" + days);
  }

  /** How far the audit log has come, signed. */
  public AuditCheckpoint auditCheckpoint() throws Failure, ApproverError, InterruptedException {
    return read(
        get("/v1/audit/checkpoint"),
        json -> Json.mapper().treeToValue(json, AuditCheckpoint.class));
  }

  /** Entries of the audit log; waits up to {@code waitSeconds} (at most 25) for the first. */
  public AuditPage auditEntries(long from, long count, int waitSeconds)
      throws Failure, ApproverError, InterruptedException {
    return read(
        answer(
            to(
                    "/v1/audit/entries?from=" + from + "&count=" + count + "&wait=" + waitSeconds,
                    ANSWER_WITHIN.plusSeconds(waitSeconds))
                .GET()),
        json -> Json.mapper().treeToValue(json, AuditPage.class));
  }

  /** Asks for anything else that is answered with one object of {@code type}. */
  <T> T ask(String method, String path, @Nullable Object body, Class<T> type)
      throws Failure, ApproverError, InterruptedException {
    HttpRequest.Builder request = to(path, ANSWER_WITHIN);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
    }
    return read(answer(request), json -> Json.mapper().treeToValue(json, type));
  }

  /** The same approver for the holder of another token. */
  public Connection connectionWith(String token) {
    return new Connection(connection.url(), connection.tlsPin(), token);
  }

  private JsonNode get(String path) throws Failure, ApproverError, InterruptedException {
    return answer(to(path, ANSWER_WITHIN).GET());
  }

  private HttpRequest.Builder to(String path, Duration timeout) {
    return HttpRequest.newBuilder(connection.url().resolve(path))
        .header("Authorization", "Bearer " + connection.token())
        .timeout(timeout);
  }

  private JsonNode answer(HttpRequest.Builder request)
      throws Failure, ApproverError, InterruptedException {
    Passed passed = pass(request);
    if (passed.status() / 100 == 2) {
      return passed.body();
    }
    JsonNode error = passed.body().path("error");
    throw new ApproverError(
        passed.status(),
        error.path("code").asString(""),
        error.path("message").asString("status " + passed.status()),
        error.path("hint").asString(""));
  }

  private Passed pass(HttpRequest.Builder request) throws Failure, InterruptedException {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | UncheckedIOException e) {
      throw unreachable(e);
    }
    try {
      return new Passed(
          response.statusCode(),
          Json.readTree(new String(response.body(), StandardCharsets.UTF_8)));
    } catch (ProtocolException e) {
      throw strange("status " + response.statusCode() + ", " + e.getMessage());
    }
  }

  /** Asks in this reviewer's name, and returns what comes, whether it is a yes or a no. */
  public Passed pass(String method, String path, byte @Nullable [] body)
      throws Failure, InterruptedException {
    HttpRequest.Builder request = to(path, ANSWER_WITHIN);
    return pass(
        body == null
            ? request.method(method, HttpRequest.BodyPublishers.noBody())
            : request
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** What happens, as it happens, in the form of server-sent events; the caller closes it. */
  public InputStream stream() throws Failure, InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(connection.url().resolve("/v1/events/stream"))
                  .header("Authorization", "Bearer " + connection.token())
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream())
          .body();
    } catch (IOException | UncheckedIOException e) {
      throw unreachable(e);
    }
  }

  private List<HeldRequest> requests(JsonNode answer) throws Failure {
    List<HeldRequest> requests = new ArrayList<>();
    for (JsonNode element : answer.path("requests")) {
      requests.add(read(element));
    }
    return List.copyOf(requests);
  }

  private HeldRequest read(JsonNode json) throws Failure {
    return read(json, HeldRequest::of);
  }

  private <T> T read(JsonNode json, Function<JsonNode, T> form) throws Failure {
    try {
      return form.apply(json);
    } catch (JacksonException | IllegalArgumentException e) {
      throw strange(String.valueOf(e.getMessage()));
    }
  }

  private long number(JsonNode json, String name) throws Failure {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber()) {
      throw strange("no " + name);
    }
    return value.longValue();
  }

  private Failure strange(String what) {
    return new Failure(
        ExitStatus.UNREACHABLE,
        "not an approver's answer: "
            + connection.url()
            + " ("
            + what
            + "); use the callgate of the approver's version");
  }

  private Failure unreachable(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().startsWith(PinnedTls.MISMATCH)) {
        return new Failure(
            ExitStatus.UNREACHABLE,
            "another server than the pinned one answers: "
                + connection.url()
                + "; nothing was sent; use the connection file that the approver wrote");
      }
    }
    return new Failure(
        ExitStatus.UNREACHABLE,
        "the approver cannot be reached: "
            + connection.url()
            + "; start it with `callgate approver --data DIR`, or correct the connection file");
  }
}
