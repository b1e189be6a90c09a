package dev.callgate.approver.http;

import dev.callgate.protocol.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The files of the console. They are in memory under the paths that there are, so no path leads
 * anywhere else, however it is written.
 */
public final class ConsoleFiles {
  /** The page, which is also the answer to {@code /}. */
  static final String PAGE = "index.html";

  /** Every other file. */
  static final List<String> FILES =
      List.of(
          "act.js",
          "agents.js",
          "api.js",
          "app.js",
          "batch.js",
          "bytes.js",
          "card.js",
          "confirm.js",
          "console.css",
          "decide.js",
          "detail.css",
          "detail.js",
          "dialog.css",
          "diff.js",
          "exact.js",
          "frame.css",
          "frame.js",
          "history.js",
          "icon.svg",
          "inbox.js",
          "keys.js",
          "list.css",
          "load.js",
          "lookalikes.js",
          "page.js",
          "pages.css",
          "passkey.js",
          "passkeys.js",
          "places.js",
          "review.js",
          "safe.js",
          "session.js",
          "sign.js",
          "small.css",
          "store.js",
          "theme.js",
          "time.js",
          "trusted.js",
          "values.js",
          "words.js",
          "lit/lit-html.js",
          "lit/directive.js",
          "lit/directive-helpers.js",
          "lit/directives/repeat.js",
          "lit/directives/live.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Entry> files = new HashMap<>();

  private record Entry(ByteBuffer bytes, String type, String tag) {}

  /** Reads them from the class path. */
  public ConsoleFiles() {
    files.put("/", read(PAGE));
    FILES.forEach(name -> files.put("/console/" + name, read(name)));
  }

  /** Whether the console has a file there. */
  public boolean has(String path) {
    return files.containsKey(path);
  }

  /** Answers with the file at {@code path}, or that the browser has it already. */
  public void write(String path, Request request, Response response, Callback callback) {
    Entry file = file(path);
    HttpFields.Mutable headers = response.getHeaders();
    if (path.equals("/")) {
      headers.put("Content-Security-Policy", SafeHeaders.PAGE_POLICY);
    }
    // Asked about each time: after an update no page is made of two versions.
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
    headers.put(HttpHeader.ETAG, file.tag());
    if (file.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(304);
      response.write(true, ByteBuffer.allocate(0), callback);
      return;
    }
    response.setStatus(200);
    headers.put(HttpHeader.CONTENT_TYPE, file.type());
    headers.put(HttpHeader.CONTENT_LENGTH, file.bytes().remaining());
    response.write(true, file.bytes().slice(), callback);
  }

  private Entry file(String path) {
    @Nullable Entry file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException("no file of the console: " + path);
    }
    return file;
  }

  private static Entry read(String name) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream("/console/" + name)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks console/" + name);
      }
      byte[] bytes = in.readAllBytes();
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      if (type == null) {
        throw new IllegalStateException("no type for console/" + name);
      }
      String tag = "\"" + Digests.of(bytes).substring("sha256:".length()) + "\"";
      return new Entry(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), type, tag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
