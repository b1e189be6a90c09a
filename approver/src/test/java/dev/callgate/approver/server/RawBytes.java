package dev.callgate.approver.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** Bytes within TLS, as somebody sends them who does not care about HTTP. */
final class RawBytes implements AutoCloseable {
  private final SSLSocket socket;

  RawBytes(TestApprover approver) throws IOException {
    socket = PinnedClient.connect(approver);
    socket.setTcpNoDelay(true);
    socket.startHandshake();
  }

  /** Every answer to {@code bytes} on a connection of its own, until the server closes it. */
  static String answers(TestApprover approver, byte[] bytes) throws IOException {
    try (RawBytes raw = new RawBytes(approver)) {
      raw.send(bytes);
      return raw.rest();
    }
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(String latin) throws IOException {
    send(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What comes until the server closes the connection. */
  String rest() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("the connection stays open after: " + read, e);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
