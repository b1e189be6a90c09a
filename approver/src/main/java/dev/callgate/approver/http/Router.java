package dev.callgate.approver.http;

import dev.callgate.approver.api.ErrorBody;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.life.RefusedAttempts;
import dev.callgate.approver.life.RefusedAttempts.Attempt;
import dev.callgate.approver.store.DatabaseAwayException;
import dev.callgate.protocol.Json;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route, asks who calls, reads the body, runs the action, writes the answer. */
final class Router extends Handler.Abstract {
  // Whoever sends a bit too much is to hear so: an answer that overtakes the body is lost when the
  // connection closes on the rest of it.
  private static final long LARGEST_DISCARDED = 4L * BodyReader.LARGEST;

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final List<Route> routes;
  private final Credentials credentials;
  private final RefusedAttempts attempts;
  private final LongPolls polls;
  private final EventStreams streams;
  private final Console console;
  private final Traffic traffic;

  Router(
      List<Route> routes,
      Credentials credentials,
      RefusedAttempts attempts,
      LongPolls polls,
      EventStreams streams,
      Console console,
      Traffic traffic) {
    this.attempts = attempts;
    this.routes = routes;
    this.credentials = credentials;
    this.polls = polls;
    this.streams = streams;
    this.console = console;
    this.traffic = traffic;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SafeHeaders.put(request, response);
    traffic.arrived(request);
    try {
      requirePlainTarget(request);
      if (console.files().has(Request.getPathInContext(request))) {
        file(request, response, callback);
      } else {
        run(request, response, callback);
      }
    } catch (Exception failure) {
      fail(request, response, callback, failure);
    }
    return true;
  }

  /**
   * Refuses what is written in one way and means another: whoever stands before us may have read it
   * the other way.
   */
  private static void requirePlainTarget(Request request) throws Refusal {
    String written = request.getHttpURI().getPath();
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (!Request.getPathInContext(request).equals(written)
        || (host != null && !host.equalsIgnoreCase(request.getHttpURI().getAuthority()))) {
      throw new Refusal(
          Code.MALFORMED,
          "the target of the request is not written plainly",
          "send the path as the protocol has it, and the host in the Host header alone");
    }
  }

  private void answer(Reply reply, Request request, Response response, Callback callback)
      throws Refusal {
    if (reply instanceof Reply.Now now) {
      if (now.cookie() != null) {
        response.getHeaders().add(HttpHeader.SET_COOKIE, now.cookie());
      }
      write(response, callback, now.status(), now.body());
    } else if (reply instanceof Reply.Document document) {
      write(response, callback, 200, document.type(), document.bytes());
    } else if (reply instanceof Reply.Stream stream) {
      streams.open(stream, response, callback);
    } else if (reply instanceof Reply.Later later) {
      polls.await(
          later,
          body -> write(response, callback, 200, body),
          failure -> fail(request, response, callback, failure));
    }
  }

  private void fail(Request request, Response response, Callback callback, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      discardBody(request, () -> writeRefusal(response, callback, refusal));
    } else if (failure instanceof HttpException broken && !response.isCommitted()) {
      HttpServer.writeBroken(response, callback, broken.getCode());
    } else {
      writeFailure(request, response, callback, failure);
    }
  }

  private void file(Request request, Response response, Callback callback) throws Refusal {
    console.sameOrigin().checkHost(request);
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      throw notPossible(request, response, "GET, HEAD");
    }
    console.files().write(Request.getPathInContext(request), request, response, callback);
  }

  /** Runs {@code then} after the rest of a body of tolerable length; no thread waits for it. */
  private static void discardBody(Request request, Runnable then) {
    long length = request.getLength();
    if (length < 0 || length > LARGEST_DISCARDED) {
      then.run();
    } else {
      Content.Source.consumeAll(request, Callback.from(then, broken -> then.run()));
    }
  }

  private void run(Request request, Response response, Callback callback) throws Refusal {
    if (request.getHeaders().contains(HttpHeader.UPGRADE)) {
      throw new Refusal(
          Code.MALFORMED, "there is nothing to upgrade to", "send plain HTTP/1.1 requests");
    }
    String path = Request.getPathInContext(request);
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      Optional<String> id = route.match(path);
      if (id.isEmpty()) {
        continue;
      }
      if (route.method().equals(request.getMethod())) {
        run(route, id.get(), request, response, callback);
        return;
      }
      methods.add(route.method());
    }
    if (methods.isEmpty()) {
      throw new Refusal(Code.NOT_FOUND, "there is no " + path, "see the protocol's routes");
    }
    throw notPossible(request, response, String.join(", ", methods));
  }

  private static Refusal notPossible(Request request, Response response, String methods) {
    response.getHeaders().put(HttpHeader.ALLOW, methods);
    return new Refusal(
        Code.METHOD_NOT_ALLOWED, request.getMethod() + " is not possible here", "use " + methods);
  }

  private void run(Route route, String id, Request request, Response response, Callback callback)
      throws Refusal {
    // First who, then what: nobody without a credential makes this process read a body.
    Caller caller = null;
    try {
      String cookie = BrowserSessions.cookie(request);
      String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
      checkOrigin(route.access(), cookie, authorization, request);
      caller = caller(route.access(), cookie, authorization);
      route.check(caller);
      if (caller != null) {
        traffic.admit(caller);
      }
      Map<String, String> query = query(request);
      Caller admitted = caller;
      Check again = () -> route.check(caller(route.access(), cookie, authorization));
      BodyReader.read(
          request,
          traffic.timer(),
          (body, atOnce) -> {
            try {
              Reply reply;
              try {
                if (!atOnce) {
                  again.run();
                }
                String host = console.sameOrigin().ownHost(request);
                Call call = new Call(id, query, body, () -> passes(again), cookie, host);
                reply = route.action().run(admitted, call);
              } catch (Refusal refusal) {
                throw refused(route, id, admitted, request, refusal);
              }
              // What is known when an answer waits need not hold when it comes.
              Reply safe = reply instanceof Reply.Later later ? guarded(later, again) : reply;
              answer(safe, request, response, callback);
            } catch (Exception failure) {
              fail(request, response, callback, failure);
            }
          },
          failure -> fail(request, response, callback, failure));
    } catch (Refusal refusal) {
      throw refused(route, id, caller, request, refusal);
    }
  }

  /** Records what was tried; returns what to say. */
  private Refusal refused(
      Route route, String id, @Nullable Caller admitted, Request request, Refusal refusal) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    boolean signsIn = route.access() == Access.CONSOLE && !route.method().equals("GET");
    boolean isForeign = refusal.code() == Code.FORBIDDEN;
    if (admitted == null && authorization == null && !signsIn && !isForeign) {
      // Nobody tried anything: a browser or a probe that has no token.
      return refusal;
    }
    try {
      Caller caller = admitted == null ? credentials.holder(authorization).orElse(null) : admitted;
      attempts.record(
          new Attempt(
              caller == null ? null : caller.actor(),
              caller instanceof Caller.Jvm jvm ? jvm.agent().id() : null,
              route.method() + " " + route.path(),
              id.isEmpty() ? null : id,
              Request.getRemoteAddr(request)),
          refusal);
    } catch (RuntimeException failure) {
      // The attempt stays refused: what is not recorded here is only that somebody tried.
      LOG.error("a refused attempt could not be recorded", failure);
    }
    if (refusal.code() == Code.UNAUTHENTICATED) {
      try {
        traffic.wrongCredential(request);
      } catch (Refusal tooMany) {
        return tooMany;
      }
    }
    return refusal;
  }

  private interface Check {
    void run() throws Refusal;
  }

  private static boolean passes(Check check) {
    try {
      check.run();
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  private static Reply guarded(Reply.Later later, Check check) {
    return new Reply.Later(
        later.owner(),
        later.topic(),
        later.patience(),
        () -> {
          check.run();
          return later.look().look();
        });
  }

  /** Browsers send cookies unasked: first who made this one send it. */
  private void checkOrigin(
      Access access, @Nullable String cookie, @Nullable String authorization, Request request)
      throws Refusal {
    if (access == Access.CONSOLE
        || (access == Access.REVIEWER && authorization == null && cookie != null)) {
      console.sameOrigin().check(request);
    }
  }

  private @Nullable Caller caller(
      Access access, @Nullable String cookie, @Nullable String authorization) throws Refusal {
    if (access == Access.OPEN || access == Access.CONSOLE) {
      return null;
    }
    if (access == Access.REVIEWER && authorization == null && cookie != null) {
      return console.sessions().require(cookie);
    }
    return credentials.require(access, authorization);
  }

  private static Map<String, String> query(Request request) throws Refusal {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      if (field.hasMultipleValues()) {
        throw new Refusal(
            Code.MALFORMED, field.getName() + " is given twice", "give each parameter once");
      }
      query.put(field.getName(), field.getValue());
    }
    return query;
  }

  private static void writeRefusal(Response response, Callback callback, Refusal refusal) {
    int status =
        switch (refusal.code()) {
          case MALFORMED -> 400;
          case UNAUTHENTICATED -> 401;
          case FORBIDDEN,
              REVOKED,
              UNVERIFIED,
              UNSIGNED,
              UNCONFIRMED,
              ROLE_MISSING,
              TOKEN_TOO_WEAK,
              NOT_ENTITLED,
              OWN_REQUEST ->
              403;
          case NOT_FOUND -> 404;
          case METHOD_NOT_ALLOWED -> 405;
          case CONFLICT, TOO_LATE, DISAGREES -> 409;
          case TOO_LARGE -> 413;
          case TOO_SLOW -> 408;
          case WRONG_TYPE -> 415;
          case NOT_ALLOWED -> 422;
          case TOO_MANY -> 429;
        };
    if (status == 401) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    if (refusal.retryAfterSeconds() > 0) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, refusal.retryAfterSeconds());
    }
    String code = refusal.code().name().toLowerCase(Locale.ROOT);
    write(response, callback, status, error(code, refusal.getMessage(), refusal.hint()));
  }

  private void writeFailure(
      Request request, Response response, Callback callback, Throwable failure) {
    if (!getServer().isRunning()) {
      // The end of this process cut it off: nothing was changed, and the client will ask again.
      callback.failed(failure);
      return;
    }
    if (failure instanceof DatabaseAwayException && !response.isCommitted()) {
      LOG.error(
          "{} {}: {}", request.getMethod(), request.getHttpURI().getPath(), failure.getMessage());
      write(
          response,
          callback,
          503,
          error(
              "unavailable",
              "the approver's database cannot be reached",
              "look whether it was done before you repeat it; nothing is decided meanwhile"));
      return;
    }
    LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), failure);
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    write(
        response,
        callback,
        500,
        error(
            "internal",
            "the approver could not do this",
            "look whether it was done before you repeat it; its standard error says why"));
  }

  static ErrorBody error(String code, String message, String hint) {
    return new ErrorBody(new ErrorBody.Problem(code, message, hint));
  }

  static void write(Response response, Callback callback, int status, Object body) {
    write(response, callback, status, "application/json", Json.write(body));
  }

  private static void write(
      Response response, Callback callback, int status, String type, byte[] bytes) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
