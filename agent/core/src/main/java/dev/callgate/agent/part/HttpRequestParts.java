package dev.callgate.agent.part;

import dev.callgate.policy.condition.Unreadable;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request of the JDK's client, through the class that everybody may see. A class of its own,
 * since a JVM need not have that module.
 */
final class HttpRequestParts {
  private static final Unreadable OTHER =
      new Unreadable("of a request only method(), uri(), timeout() and headers() are read");

  private HttpRequestParts() {}

  static @Nullable Object read(Object value, String name) {
    HttpRequest request = (HttpRequest) value;
    return switch (name) {
      case "method" -> request.method();
      case "uri" -> request.uri();
      case "timeout" -> request.timeout();
      case "headers" -> request.headers().map();
      default -> OTHER;
    };
  }
}
