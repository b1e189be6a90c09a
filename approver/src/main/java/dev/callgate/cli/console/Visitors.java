package dev.callgate.cli.console;

import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the local console: whoever has read the code from the terminal, once. No cookie:
 * browsers send those to every port of a machine, where other people's programs may answer. The
 * page keeps its key where only pages of this port read it. Thread-safe.
 */
final class Visitors {
  private static final String SCHEME = "Bearer ";

  private final Set<String> hosts;
  private final Set<String> keys = new HashSet<>();
  private @Nullable String code;

  /** Visitors of this port, of whom the one with {@code code} may come in. */
  Visitors(int port, String code) {
    this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port);
    this.code = Digests.of(code);
  }

  /** Whether it was asked under its own name: no other name can be pointed here. */
  boolean isOurs(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return host != null && hosts.contains(host);
  }

  /** Whether no other site's page made the browser ask. */
  boolean isOwnPage(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String site = request.getHeaders().get("Sec-Fetch-Site");
    boolean changes = !request.getMethod().equals("GET");
    return (origin == null ? !changes : origin.equals("http://" + host))
        && (site == null || site.equals("same-origin"))
        && (!changes || "1".equals(request.getHeaders().get("X-Callgate-Console")));
  }

  /** The key of whoever shows the code, which is good once; null for everybody else. */
  synchronized @Nullable String enter(String shown) {
    if (code == null || !Digests.of(shown.strip()).equals(code)) {
      return null;
    }
    code = null;
    String key = Ids.token("cgl");
    keys.add(Digests.of(key));
    return key;
  }

  /** Whether the request has a key; {@code inQuery} where a page cannot set a header. */
  synchronized boolean isIn(Request request, @Nullable String inQuery) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    String key =
        header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : inQuery;
    return key != null && keys.contains(Digests.of(key));
  }

  /** Nobody is in any more. */
  synchronized void leave() {
    keys.clear();
  }
}
