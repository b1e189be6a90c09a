package dev.callgate.approver.server;

import dev.callgate.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** HTTP as somebody writes it by hand: any host, any header, any path. One request a connection. */
final class RawHttp {
  private final URI uri;
  private final String pin;

  RawHttp(TestApprover approver) {
    this.uri = approver.approver().uri();
    this.pin = approver.approver().tlsPin();
  }

  /** What came back. */
  record Answer(int status, List<String> headers, String body) {
    /** The values of a header, in their order. */
    List<String> all(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ": ";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .toList();
    }

    String header(String name) {
      List<String> all = all(name);
      return all.isEmpty() ? "" : all.get(0);
    }
  }

  /** The authority under which the server is reached. */
  String authority() {
    return uri.getAuthority();
  }

  String origin() {
    return "https://" + authority();
  }

  /** Sends a request to the server's own name with these headers, each {@code Name: value}. */
  Answer send(String method, String path, @Nullable String body, String... headers)
      throws IOException {
    return sendTo(authority(), method, path, body, headers);
  }

  /** As {@link #send}, to {@code host}. */
  Answer sendTo(String host, String method, String path, @Nullable String body, String... headers)
      throws IOException {
    try (SSLSocket socket = open(host, method, path, body, headers)) {
      Answer answer =
          parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      if (answer.header("Content-Type").equals("application/json") && !method.equals("HEAD")) {
        OpenApi.check(method, path, answer.status(), Json.mapper().readTree(answer.body()));
      }
      return answer;
    }
  }

  /** Sends a request and leaves the reading to the caller. */
  SSLSocket open(String host, String method, String path, @Nullable String body, String... headers)
      throws IOException {
    SSLSocket socket = PinnedClient.connect(uri, pin);
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\nConnection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    if (body != null) {
      request.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    request.append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return socket;
  }

  /** Reads up to and with {@code end}, or fails when the stream ends before. */
  static String readTo(InputStream in, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the stream ended after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> head = new ArrayList<>(List.of(text.substring(0, end).split("\r\n")));
    String status = head.remove(0);
    return new Answer(Integer.parseInt(status.split(" ")[1]), head, text.substring(end + 4));
  }
}
