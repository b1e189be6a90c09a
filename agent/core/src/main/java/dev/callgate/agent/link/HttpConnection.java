package dev.callgate.agent.link;

import dev.callgate.protocol.PinnedTls;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection over TLS 1.3, kept open, one exchange at a time. Not thread-safe.
 *
 * <p>Our own, on a plain socket, because the JDK's clients ask the application first: for proxies,
 * authenticators, truststores, and through gated methods of their own. It also halves the time from
 * a decision to the release. It knows just what the approver sends: every response has a length.
 */
final class HttpConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int LARGEST_BODY = 4 << 20;
  // Taken once, so that a provider inserted later is not asked.
  private static final Provider JSSE = Security.getProvider("SunJSSE");

  private final Endpoint endpoint;
  private final SSLContext tls;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  HttpConnection(Endpoint endpoint, SSLContext tls) {
    this.endpoint = endpoint;
    this.tls = tls;
  }

  static SSLContext tls(Endpoint endpoint) throws GeneralSecurityException {
    String pin = endpoint.tlsPin();
    if (pin != null) {
      return PinnedTls.context(pin);
    }
    SSLContext context = SSLContext.getInstance("TLSv1.3", JSSE);
    context.init(null, null, null);
    return context;
  }

  /** A response; the body is JSON. */
  record Response(int status, byte[] body) {
    boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  /**
   * Sends a request and reads its response, connecting first where needed.
   *
   * @param bearer the token of the {@code Authorization} header
   * @param readMillis how long the response may take
   * @throws IOException when anything fails; the connection is closed then, and the next exchange
   *     opens another
   */
  Response exchange(
      String method, String path, String bearer, byte @Nullable [] body, int readMillis)
      throws IOException {
    boolean complete = false;
    try {
      Socket connected = connected();
      connected.setSoTimeout(readMillis);
      byte[] content = body == null ? new byte[0] : body;
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + endpoint.uri().getAuthority()
              + "\r\nAuthorization: Bearer "
              + bearer
              + "\r\n"
              + (body == null
                  ? ""
                  : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
              + "\r\n";
      byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
      byte[] message = new byte[headBytes.length + content.length];
      System.arraycopy(headBytes, 0, message, 0, headBytes.length);
      System.arraycopy(content, 0, message, headBytes.length, content.length);
      OutputStream out = connected.getOutputStream();
      // One write, one TLS record, one packet.
      out.write(message);
      out.flush();
      Response response = read();
      complete = true;
      return response;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private Socket connected() throws IOException {
    if (socket != null) {
      return socket;
    }
    Socket plain = new Socket(Proxy.NO_PROXY);
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
      plain.setSoTimeout(CONNECT_MILLIS);
      SSLSocket secure =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
      secure.setEnabledProtocols(new String[] {"TLSv1.3"});
      if (endpoint.tlsPin() == null) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
      }
      secure.startHandshake();
      socket = secure;
      in = new BufferedInputStream(secure.getInputStream(), 1 << 14);
      return secure;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Response read() throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 ") || status.length() < 12) {
      throw new IOException("not an HTTP response: " + status);
    }
    int length = -1;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = number(lower.substring("content-length:".length()).strip());
      }
      last |= lower.startsWith("connection:") && lower.contains("close");
    }
    if (length < 0 || length > LARGEST_BODY) {
      throw new IOException("a response without a length, or one too long");
    }
    InputStream from = in;
    if (from == null) {
      throw new EOFException();
    }
    byte[] body = from.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the response ended early");
    }
    if (last) {
      close();
    }
    return new Response(number(status.substring(9, 12)), body);
  }

  private static int number(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("not an HTTP response: " + text + " is no number", e);
    }
  }

  private String line() throws IOException {
    InputStream from = in;
    if (from == null) {
      throw new EOFException();
    }
    StringBuilder line = new StringBuilder();
    for (int next = from.read(); next != '\n'; next = from.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (line.length() > 8192) {
        throw new IOException("a header line too long");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    in = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Closed is what it should be.
      }
    }
  }
}
