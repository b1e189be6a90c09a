package com.acme.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every mail and remembers whom it was for. */
final class MailServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> recipients = new CopyOnWriteArrayList<>();

  private MailServer(ServerSocket server) {
    this.server = server;
  }

  static MailServer open() throws IOException {
    MailServer mail = new MailServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(mail::serve, "mail server");
    thread.setDaemon(true);
    thread.start();
    return mail;
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> recipients() {
    return List.copyOf(recipients);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        converse(socket);
      } catch (IOException e) {
        // closed, or a client that went away
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    say(socket, "220 ready");
    String recipient = "";
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (data) {
        if (line.equals(".")) {
          data = false;
          recipients.add(recipient);
          say(socket, "250 taken");
        }
      } else if (line.startsWith("RCPT TO:")) {
        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        say(socket, "250 ok");
      } else if (line.equals("DATA")) {
        data = true;
        say(socket, "354 go on");
      } else {
        say(socket, line.equals("QUIT") ? "221 bye" : "250 ok");
      }
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
