package dev.callgate.acceptance.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What Kafka's administration client needs of a broker to speak its protocol to it, in the oldest
 * versions that it knows: names of topics that it is asked to delete are remembered.
 */
public final class KafkaWire implements AutoCloseable {
  private static final int METADATA = 3;
  private static final int API_VERSIONS = 18;
  private static final int DELETE_TOPICS = 20;
  private static final int UNSUPPORTED_VERSION = 35;
  private static final int METADATA_VERSION = 4;

  private final ServerSocket server;
  private final List<String> deleted = new CopyOnWriteArrayList<>();
  private final List<Integer> requests = new CopyOnWriteArrayList<>();

  private KafkaWire(ServerSocket server) {
    this.server = server;
  }

  public static KafkaWire open() throws IOException {
    KafkaWire wire = new KafkaWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    start(wire::accept);
    return wire;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "kafka");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The topics of all requests to delete some. */
  public List<String> deleted() {
    return List.copyOf(deleted);
  }

  /** Whether anybody asked for what there is. */
  public boolean wasLookedAt() {
    return requests.contains(METADATA);
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
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] request = in.readNBytes(in.readInt());
        DataInputStream body = new DataInputStream(new ByteArrayInputStream(request));
        int key = body.readShort();
        int version = body.readShort();
        requests.add(key);
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        DataOutputStream answer = new DataOutputStream(answered);
        answer.writeInt(body.readInt());
        switch (key) {
          case API_VERSIONS -> versions(answer, version);
          case METADATA -> metadata(answer);
          case DELETE_TOPICS -> delete(body, answer);
          default -> throw new EOFException("nobody said that this broker can do " + key);
        }
        out.writeInt(answered.size());
        out.write(answered.toByteArray());
        out.flush();
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private static void versions(DataOutputStream answer, int asked) throws IOException {
    // A client begins with the newest form, and is told to ask again in the oldest.
    answer.writeShort(asked == 0 ? 0 : UNSUPPORTED_VERSION);
    int[][] known = {{API_VERSIONS, 0}, {METADATA, METADATA_VERSION}, {DELETE_TOPICS, 1}};
    answer.writeInt(known.length);
    for (int[] each : known) {
      answer.writeShort(each[0]);
      answer.writeShort(each[1]);
      answer.writeShort(each[1]);
    }
  }

  private void metadata(DataOutputStream answer) throws IOException {
    answer.writeInt(0);
    answer.writeInt(1);
    answer.writeInt(1);
    write(answer, "127.0.0.1");
    answer.writeInt(port());
    answer.writeShort(-1);
    write(answer, "cluster");
    answer.writeInt(1);
    answer.writeInt(0);
  }

  private void delete(DataInputStream request, DataOutputStream answer) throws IOException {
    read(request);
    int count = request.readInt();
    answer.writeInt(0);
    answer.writeInt(count);
    for (int i = 0; i < count; i++) {
      String topic = read(request);
      deleted.add(topic);
      write(answer, topic);
      answer.writeShort(0);
    }
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readShort()), StandardCharsets.UTF_8);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
