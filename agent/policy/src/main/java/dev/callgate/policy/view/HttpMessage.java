package dev.callgate.policy.view;

import dev.callgate.policy.condition.PartReader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a request of one of the HTTP clients that are known: of a library's objects what
 * their accessors would return, read and not called.
 *
 * @param method as written; null when it cannot be seen
 * @param otherMethod what it may yet become; null for nothing else
 * @param address a text, a {@code URI} or a {@code URL}; null when it cannot be seen
 */
record HttpMessage(
    @Nullable String method, @Nullable String otherMethod, @Nullable Object address) {
  private static final String APACHE4 = "org.apache.http.client.methods.";
  private static final String APACHE5 = "org.apache.hc.core5.http.";

  /** Null for anything else than a request. */
  static @Nullable HttpMessage of(Object value, PartReader parts) {
    if (value instanceof HttpStub stub) {
      return new HttpMessage(stub.method(), null, stub.address());
    }
    Class<?> type = value.getClass();
    if (JdkRequests.isRequest(type)) {
      return new HttpMessage(JdkRequests.method(value), null, JdkRequests.address(value));
    }
    if (JdkRequests.isConnection(type)) {
      String method = JdkRequests.methodOfConnection(value);
      boolean becomesPost = method.equals("GET") && JdkRequests.hasBody(value);
      return new HttpMessage(
          method, becomesPost ? "POST" : null, JdkRequests.addressOfConnection(value));
    }
    return ofALibrary(value, parts);
  }

  private static @Nullable HttpMessage ofALibrary(Object value, PartReader parts) {
    Class<?> type = value.getClass();
    String name = type.getName();
    if (name.equals("okhttp3.Request")) {
      String address = text(part(parts.read(value, "url"), "toString", parts));
      return new HttpMessage(text(parts.read(value, "method")), null, address);
    }
    if (name.equals("okhttp3.internal.connection.RealCall") || name.equals("okhttp3.RealCall")) {
      Object request = parts.read(value, "request");
      if (request == null || !request.getClass().getName().equals("okhttp3.Request")) {
        return null;
      }
      return of(request, parts);
    }
    if (isA(type, APACHE4 + "HttpRequestBase") || isA(type, APACHE4 + "HttpRequestWrapper")) {
      Object address = parts.read(value, "getURI");
      return new HttpMessage(
          text(parts.read(value, "getMethod")),
          null,
          address instanceof java.net.URI ? address : null);
    }
    if (isA(type, APACHE5 + "message.BasicHttpRequest")) {
      Object authority = parts.read(value, "getAuthority");
      Object host = part(authority, "getHostName", parts);
      Object port = part(authority, "getPort", parts);
      String path = text(parts.read(value, "getPath"));
      return new HttpMessage(
          text(parts.read(value, "getMethod")),
          null,
          path == null ? null : address(parts.read(value, "getScheme"), host, port, path));
    }
    if (name.equals(APACHE5 + "HttpHost") || name.equals("org.apache.http.HttpHost")) {
      Object host = parts.read(value, "getHostName");
      Object port = parts.read(value, "getPort");
      return new HttpMessage(
          null, null, address(parts.read(value, "getSchemeName"), host, port, ""));
    }
    return null;
  }

  private static boolean isA(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Object part(@Nullable Object value, String accessor, PartReader parts) {
    return value == null ? null : parts.read(value, accessor);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  /** Null when the host is none by itself: put together it would be something else. */
  private static @Nullable String address(
      @Nullable Object scheme, @Nullable Object host, @Nullable Object port, String path) {
    if (!(scheme instanceof String name)
        || !(host instanceof String bare)
        || !(port instanceof Integer number)) {
      return null;
    }
    for (int at = 0; at < bare.length(); at++) {
      char c = bare.charAt(at);
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '-') {
        return null;
      }
    }
    boolean rooted = path.isEmpty() || path.charAt(0) == '/';
    return bare.isEmpty() || !rooted
        ? null
        : name + "://" + bare + (number < 0 ? "" : ":" + number) + path;
  }

  /** In capitals, as servers read it though they should not. */
  static String capitals(String method) {
    return method.toUpperCase(Locale.ROOT);
  }
}
