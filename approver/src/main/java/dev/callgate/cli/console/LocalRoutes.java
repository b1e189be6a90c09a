package dev.callgate.cli.console;

import dev.callgate.approver.api.ErrorBody;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.api.SignIn;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.Passed;
import dev.callgate.cli.client.VerifiedRequest;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.ReviewStatement;
import dev.callgate.protocol.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the local console's page asks for: passed on to the approver in the reviewer's name, and
 * what comes back about waiting calls held against their programs' signatures first. Thread-safe.
 */
final class LocalRoutes {
  private static final Duration LASTS = Duration.ofHours(12);
  private static final Pattern REQUEST = Pattern.compile("/v1/requests/([0-9a-z]{26})(/[a-z-]+)?");
  private static final String CHANGED = "changed_request";

  private final LocalConsole.Reviewer reviewer;
  private final Visitors visitors;
  private final Surroundings surroundings;
  private final ShownRequests shown;
  private final long endsAt = System.currentTimeMillis() + LASTS.toMillis();

  LocalRoutes(LocalConsole.Reviewer reviewer, Visitors visitors, Surroundings surroundings) {
    this.reviewer = reviewer;
    this.visitors = visitors;
    this.surroundings = surroundings;
    this.shown = new ShownRequests(reviewer.client());
  }

  /**
   * An answer to the page.
   *
   * @param status of HTTP
   * @param body JSON
   */
  record Answer(int status, Object body) {
    static Answer no(int status, String code, String message, String hint) {
      return new Answer(status, new ErrorBody(new ErrorBody.Problem(code, message, hint)));
    }
  }

  /** Lets whoever shows the code in. */
  Answer enter(byte[] body) {
    String key;
    try {
      key = visitors.enter(String.valueOf(Json.read(body, SignIn.class).token()));
    } catch (ProtocolException e) {
      return Answer.no(400, "malformed", "not a sign-in", "send {\"token\": …}");
    }
    if (key == null) {
      return Answer.no(
          401,
          "unauthenticated",
          "this is not the code that opens this console, or it was used already",
          "start `callgate console` anew and open the address that it prints");
    }
    return new Answer(201, me().put("key", key));
  }

  private ObjectNode me() {
    ObjectNode me = (ObjectNode) reviewer.me().deepCopy();
    me.put("local", true);
    me.put("signsWith", reviewer.keyFile() == null ? null : reviewer.keyFile().toString());
    me.put("endsAtMillis", endsAt);
    me.put("idleMillis", LASTS.toMillis());
    me.put("nowMillis", System.currentTimeMillis());
    return me;
  }

  Answer answer(String method, String path, byte[] body) throws InterruptedException {
    try {
      if (path.equals("/v1/session")) {
        if (method.equals("DELETE")) {
          visitors.leave();
        }
        return new Answer(200, me());
      }
      Matcher request = REQUEST.matcher(path);
      boolean isOne = request.matches();
      if (isOne && method.equals("POST")) {
        return decide(request.group(1), String.valueOf(request.group(2)), body);
      }
      if (!method.equals("GET") || !path.startsWith("/v1/")) {
        return Answer.no(
            403, "forbidden", "this console does not do that", "use the approver's own console");
      }
      Passed passed = reviewer.client().pass("GET", path, null);
      if (passed.status() != 200) {
        return new Answer(passed.status(), passed.body());
      }
      if (isOne && request.group(2) == null) {
        shown.check(passed.body());
        return new Answer(200, passed.body());
      }
      return new Answer(200, shown.list(passed.body()));
    } catch (ProtocolException e) {
      surroundings.say(
          "CG-218 the approver was caught: "
              + path
              + ": "
              + e.getMessage()
              + "; decide nothing by it, and tell whoever runs it");
      return Answer.no(
          502,
          CHANGED,
          "the approver is not to be believed: " + e.getMessage(),
          "nothing was shown or signed; tell whoever runs it (CG-218)");
    } catch (ApproverError e) {
      return Answer.no(502, "refused", String.valueOf(e.getMessage()), "ask again");
    } catch (Failure e) {
      return Answer.no(502, "unreachable", String.valueOf(e.getMessage()), "nothing was shown");
    }
  }

  private Answer decide(String id, String what, byte[] body)
      throws ProtocolException, ApproverError, Failure, InterruptedException {
    String path = "/v1/requests/" + id + what;
    if (what.equals("/signed-review")) {
      return passed(reviewer.client().pass("POST", path, body));
    }
    if (!what.equals("/review")) {
      return Answer.no(404, "not_found", "there is no " + path, "use the console's page");
    }
    ReviewBody review;
    try {
      review = Json.read(body, ReviewBody.class);
    } catch (ProtocolException e) {
      return Answer.no(400, "malformed", String.valueOf(e.getMessage()), "use the console's page");
    }
    VerifiedRequest seen = shown.verified(id);
    if (!seen.digest().equals(review.requestDigest())) {
      throw new ProtocolException("the page showed another call than the program has signed");
    }
    boolean signs =
        reviewer.key() != null
            && review.verdict() != Verdict.REJECT
            && Demand.anyNeedsSignatures(seen.request().demands());
    return passed(
        signs
            ? reviewer
                .client()
                .pass("POST", "/v1/requests/" + id + "/signed-review", sign(seen, review))
            : reviewer.client().pass("POST", path, body));
  }

  private byte[] sign(VerifiedRequest seen, ReviewBody review) {
    ReviewStatement statement =
        new ReviewStatement(
            ReviewStatement.VERSION,
            seen.request().requestId(),
            seen.digest(),
            reviewer.me().path("name").asString(""),
            review.verdict(),
            review.edits(),
            review.response(),
            review.reason(),
            System.currentTimeMillis(),
            review.grant());
    return Json.write(ReviewEnvelope.sign(statement, Objects.requireNonNull(reviewer.key())));
  }

  private Answer passed(Passed passed)
      throws ProtocolException, ApproverError, Failure, InterruptedException {
    if (passed.status() == 200) {
      shown.check(passed.body());
    }
    return new Answer(passed.status(), passed.body());
  }

  /** Hands on what the approver tells as it happens, until either side ends. */
  void stream(Response response, Callback callback) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(reviewer.client().stream(), StandardCharsets.UTF_8));
        OutputStream out = Content.Sink.asOutputStream(response)) {
      @Nullable String line;
      while ((line = in.readLine()) != null) {
        String told =
            line.startsWith("data: ")
                ? "data: "
                    + new String(
                        Json.write(shown.list(Json.readTree(line.substring("data: ".length())))),
                        StandardCharsets.UTF_8)
                : line;
        out.write((told + "\n").getBytes(StandardCharsets.UTF_8));
        if (line.isEmpty()) {
          out.flush();
        }
      }
      callback.succeeded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } catch (IOException | ProtocolException | ApproverError | Failure e) {
      callback.failed(e);
    }
  }
}
