package dev.callgate.policy.view;

import dev.callgate.policy.condition.JdkLoaders;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JDK's own requests, by their exact classes: any other may answer what it likes. */
final class JdkRequests {
  private static final List<String> REQUESTS =
      List.of(
          "jdk.internal.net.http.ImmutableHttpRequest", "jdk.internal.net.http.HttpRequestImpl");

  private static final List<String> CONNECTIONS =
      List.of(
          "sun.net.www.protocol.http.HttpURLConnection",
          "sun.net.www.protocol.https.HttpsURLConnectionImpl",
          "sun.net.www.protocol.https.DelegateHttpsURLConnection");

  private JdkRequests() {}

  static boolean isRequest(Class<?> type) {
    return JdkLoaders.isJdk(type) && REQUESTS.contains(type.getName());
  }

  static boolean isConnection(Class<?> type) {
    return JdkLoaders.isJdk(type) && CONNECTIONS.contains(type.getName());
  }

  static String method(Object request) {
    return ((HttpRequest) request).method();
  }

  static @Nullable URI address(Object request) {
    return ((HttpRequest) request).uri();
  }

  static String methodOfConnection(Object connection) {
    return ((HttpURLConnection) connection).getRequestMethod();
  }

  /** Whether a GET may yet become a POST: it does when the body is begun. */
  static boolean hasBody(Object connection) {
    return ((HttpURLConnection) connection).getDoOutput();
  }

  static URL addressOfConnection(Object connection) {
    return ((HttpURLConnection) connection).getURL();
  }
}
