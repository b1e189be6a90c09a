package dev.callgate.acceptance.harness;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a MongoDB driver needs of a server to speak its wire protocol to it: every command is
 * remembered, with its bytes as text, and answered with a yes.
 */
public final class MongoWire implements AutoCloseable {
  private static final int HEADER = 16;
  private static final int OP_REPLY = 1;
  private static final int OP_QUERY = 2004;
  private static final int OP_MSG = 2013;

  private final ServerSocket server;
  private final List<String> commands = new CopyOnWriteArrayList<>();

  private MongoWire(ServerSocket server) {
    this.server = server;
  }

  public static MongoWire open() throws IOException {
    MongoWire wire = new MongoWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    start(wire::accept);
    return wire;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "mongodb");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Each command, by its name and then all that is in it. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      while (true) {
        byte[] head = in.readNBytes(HEADER);
        if (head.length < HEADER) {
          return;
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        byte[] body = in.readNBytes(header.getInt(0) - HEADER);
        int operation = header.getInt(12);
        commands.add(command(operation, body));
        answer(client.getOutputStream(), header.getInt(4), operation);
      }
    } catch (IOException e) {
      // The driver went away.
    }
  }

  private static String command(int operation, byte[] body) {
    int at = Integer.BYTES;
    if (operation == OP_QUERY) {
      while (body[at] != 0) {
        at++;
      }
      at += 1 + 2 * Integer.BYTES;
    } else {
      at++;
    }
    // the document: its length, the first element's type and name
    int name = at + Integer.BYTES + 1;
    int end = name;
    while (body[end] != 0) {
      end++;
    }
    return new String(body, name, end - name, StandardCharsets.UTF_8)
        + " "
        + new String(body, at, body.length - at, StandardCharsets.ISO_8859_1);
  }

  private static void answer(OutputStream out, int request, int operation) throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (String name : List.of("helloOk", "ismaster", "isWritablePrimary")) {
      element(fields, 8, name, new byte[] {1});
    }
    int[] numbers = {16_777_216, 48_000_000, 100_000, 0, 21, 1};
    List<String> names =
        List.of(
            "maxBsonObjectSize",
            "maxMessageSizeBytes",
            "maxWriteBatchSize",
            "minWireVersion",
            "maxWireVersion",
            "n");
    for (int i = 0; i < numbers.length; i++) {
      element(fields, 16, names.get(i), little(4).putInt(numbers[i]).array());
    }
    element(fields, 1, "ok", little(8).putDouble(1).array());
    int document = Integer.BYTES + fields.size() + 1;
    int before = operation == OP_MSG ? 5 : 20;
    ByteBuffer answer = little(HEADER + before + document);
    answer.putInt(answer.capacity()).putInt(1).putInt(request);
    if (operation == OP_MSG) {
      answer.putInt(OP_MSG).putInt(0).put((byte) 0);
    } else {
      answer.putInt(OP_REPLY).putInt(8).putLong(0).putInt(0).putInt(1);
    }
    answer.putInt(document).put(fields.toByteArray()).put((byte) 0);
    out.write(answer.array());
    out.flush();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void element(ByteArrayOutputStream out, int type, String name, byte[] value) {
    out.write(type);
    out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    out.write(0);
    out.writeBytes(value);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
