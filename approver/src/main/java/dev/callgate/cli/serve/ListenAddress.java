package dev.callgate.cli.serve;

import dev.callgate.cli.system.Failure;
import java.net.InetSocketAddress;

/**
 * Where an approver listens, written {@code HOST:PORT}, an IPv6 address in brackets.
 *
 * @param host a name or an address
 * @param port 0 for any free one
 */
record ListenAddress(String host, int port) {
  static ListenAddress parse(String text) throws Failure {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      host = "";
    }
    int port;
    try {
      port = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      port = -1;
    }
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw Failure.usage("not an address: " + text + "; write HOST:PORT, such as 127.0.0.1:7443");
    }
    return new ListenAddress(host, port);
  }

  InetSocketAddress resolve() throws Failure {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw Failure.usage("no such host: " + host + "; --listen needs one of this machine's own");
    }
    return address;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
