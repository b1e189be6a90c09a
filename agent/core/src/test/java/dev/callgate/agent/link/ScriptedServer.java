package dev.callgate.agent.link;

import dev.callgate.protocol.Digests;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A TLS server on the loopback interface that sends the very bytes a test wants. */
final class ScriptedServer implements AutoCloseable {
  /** One request as it came in. */
  record Request(String method, String path, String authorization, byte[] body) {}

  /**
   * What to send.
   *
   * @param bytes as they go out
   * @param close whether the connection ends afterwards
   */
  record Reply(byte[] bytes, boolean close) {
    static Reply raw(String text) {
      return new Reply(text.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    static Reply json(int status, String body) {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String head = "HTTP/1.1 " + status + " Any\r\nContent-Length: " + content.length + "\r\n\r\n";
      return new Reply((head + body).getBytes(StandardCharsets.UTF_8), false);
    }

    Reply andClose() {
      return new Reply(bytes, true);
    }
  }

  /** Decides on each request, on the connection's own thread. */
  interface Script {
    Reply reply(Request request) throws InterruptedException;
  }

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final KeyStore KEYS = keys();

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final SSLServerSocket server;
  private volatile Script script;

  ScriptedServer(Script script, String... protocols) throws Exception {
    this.script = script;
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(KEYS, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    server =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (protocols.length > 0) {
      server.setEnabledProtocols(protocols);
    }
    start(this::accept);
  }

  void script(Script next) {
    script = next;
  }

  URI uri() {
    return URI.create(
        "https://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
  }

  Endpoint endpoint() throws Exception {
    return new Endpoint(
        uri(), Digests.of(KEYS.getCertificate("approver").getPublicKey().getEncoded()));
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean first = true;
      while (true) {
        Request request = read(in);
        if (first) {
          connections.incrementAndGet();
          first = false;
        }
        requests.add(request);
        Reply reply = script.reply(request);
        socket.getOutputStream().write(reply.bytes());
        socket.getOutputStream().flush();
        if (reply.close()) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone, or the test is over.
    } finally {
      open.remove(socket);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] start = line(in).split(" ");
    String authorization = "";
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String value = header.substring(header.indexOf(':') + 1).strip();
      switch (header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT)) {
        case "authorization" -> authorization = value;
        case "content-length" -> length = Integer.parseInt(value);
        default -> {}
      }
    }
    return new Request(start[0], start[1], authorization, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** A key of its own, made by the JDK's tool as an operator would. */
  private static KeyStore keys() {
    try {
      Path folder = Files.createTempDirectory("tls");
      Path file = folder.resolve("keys.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "approver",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=approver",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  new String(PASSWORD),
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        keytool.destroyForcibly();
        throw new AssertionError(Files.readString(folder.resolve("out")));
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, PASSWORD);
      }
      Files.delete(file);
      Files.delete(folder.resolve("out"));
      Files.delete(folder);
      return keys;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
