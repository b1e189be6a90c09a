package dev.callgate.acceptance.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes everything, on the loopback address. */
public final class Mailbox implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> subjects = new CopyOnWriteArrayList<>();

  private Mailbox(ServerSocket server) {
    this.server = server;
  }

  public static Mailbox open() throws IOException {
    Mailbox mailbox = new Mailbox(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(mailbox::serve, "mailbox");
    thread.setDaemon(true);
    thread.start();
    return mailbox;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The subjects of what was delivered, in order. */
  public List<String> subjects() {
    return List.copyOf(subjects);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        converse(socket);
      } catch (IOException e) {
        // The mailbox was closed, or a program that was killed took its connection with it.
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    say(socket, "220 mailbox");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "DATA" -> {
          say(socket, "354 go on");
          String subject = subject(in);
          // Known before the sender hears of it.
          subjects.add(subject);
          say(socket, "250 taken");
        }
        case "QUIT" -> {
          say(socket, "221 bye");
          return;
        }
        default -> say(socket, "250 ok");
      }
    }
  }

  private static String subject(BufferedReader in) throws IOException {
    String subject = "(none)";
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      if (line.startsWith("Subject: ")) {
        subject = line.substring("Subject: ".length());
      }
    }
    return subject;
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
