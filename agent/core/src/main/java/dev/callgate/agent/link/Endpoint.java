package dev.callgate.agent.link;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the approver is. Immutable.
 *
 * @param uri {@code https://host:port}
 * @param tlsPin {@code sha256:} and the digest of its certificate's public key; null to trust the
 *     JVM's certificate authorities
 */
public record Endpoint(URI uri, @Nullable String tlsPin) {
  String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return uri.getPort() < 0 ? 443 : uri.getPort();
  }
}
