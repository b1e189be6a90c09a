package dev.callgate.cli.console;

import dev.callgate.approver.http.ConsoleFiles;
import dev.callgate.approver.http.SafeHeaders;
import dev.callgate.cli.console.LocalRoutes.Answer;
import dev.callgate.protocol.Json;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** HTTP of the local console: who asks, before anything is looked at. */
final class LocalHandler extends Handler.Abstract {
  private static final int LARGEST_BODY = 256 * 1024;

  private final ConsoleFiles files;
  private final Visitors visitors;
  private final LocalRoutes routes;

  LocalHandler(ConsoleFiles files, Visitors visitors, LocalRoutes routes) {
    this.files = files;
    this.visitors = visitors;
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SafeHeaders.put(request, response);
    String path = Request.getPathInContext(request);
    if (!visitors.isOurs(request)) {
      write(
          response,
          callback,
          Answer.no(
              403,
              "forbidden",
              "this console has no such name",
              "open it under the address that `callgate console` printed"));
    } else if (files.has(path) && request.getMethod().equals("GET")) {
      files.write(path, request, response, callback);
    } else if (!visitors.isOwnPage(request)) {
      write(
          response,
          callback,
          Answer.no(
              403,
              "forbidden",
              "another site's page sent this",
              "open the console under the address that `callgate console` printed"));
    } else if (path.equals("/v1/session") && request.getMethod().equals("POST")) {
      write(response, callback, routes.enter(body(request)));
    } else if (!visitors.isIn(request, key(request))) {
      write(
          response,
          callback,
          Answer.no(
              401,
              "unauthenticated",
              "nobody is signed in here",
              "start `callgate console` and open the address that it prints"));
    } else if (path.equals("/v1/events/stream")) {
      routes.stream(response, callback);
    } else {
      write(
          response,
          callback,
          routes.answer(request.getMethod(), request.getHttpURI().getPathQuery(), body(request)));
    }
    return true;
  }

  /** Only the stream has it there: a browser's EventSource sets no header. */
  private static String key(Request request) {
    if (!Request.getPathInContext(request).equals("/v1/events/stream")) {
      return "";
    }
    Fields.Field field = Request.extractQueryParameters(request).get("key");
    return field == null ? "" : field.getValue();
  }

  private static byte[] body(Request request) throws Exception {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(LARGEST_BODY);
    }
  }

  private static void write(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(Json.write(answer.body())), callback);
  }
}
