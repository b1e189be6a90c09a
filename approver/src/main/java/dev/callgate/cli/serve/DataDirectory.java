package dev.callgate.cli.serve;

import dev.callgate.approver.server.TlsIdentity;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.cli.client.Connection;
import dev.callgate.cli.serve.DatabaseOption.DatabaseReference;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything an approver keeps, in one directory with mode 0700: database, keys, tokens' digests,
 * and the files it wrote for its reviewers and agents.
 */
public final class DataDirectory {
  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  /** Creates it at the first start. */
  static DataDirectory open(Path path) throws IOException, Failure {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      if (!Files.isDirectory(absolute)) {
        throw Failure.usage("not a directory: " + path + "; give --data a directory's path");
      }
      PrivateFiles.requirePrivate(absolute, "700");
    } else {
      Path parent = absolute.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw Failure.usage("no such directory: " + parent + "; create it, or correct --data");
      }
      PrivateFiles.createDirectory(absolute);
    }
    return new DataDirectory(absolute);
  }

  /** One that an approver has made. */
  public static DataDirectory existing(Path path) throws IOException, Failure {
    DataDirectory directory = new DataDirectory(path.toAbsolutePath().normalize());
    boolean hasDatabase =
        Files.isRegularFile(directory.file()) || Files.isRegularFile(directory.reference());
    if (!hasDatabase || !Files.isRegularFile(directory.key())) {
      throw Failure.usage(
          "not an approver's data directory: "
              + path
              + " has no database or no key; give --data the directory of `callgate approver`");
    }
    PrivateFiles.requirePrivate(directory.path, "700");
    return directory;
  }

  /** The embedded database's file. */
  Path file() {
    return path.resolve("callgate.db");
  }

  private Path reference() {
    return path.resolve("database");
  }

  /** The database that was used last, or the embedded one. */
  public DatabaseLocation database() throws IOException, Failure {
    DatabaseReference last = lastDatabase();
    return last == null ? DatabaseLocation.file(file()) : last.location();
  }

  /**
   * The database to use now.
   *
   * @param asked null for the one that was used last
   * @throws Failure when what is in the embedded one would be left behind
   */
  DatabaseLocation database(@Nullable DatabaseReference asked) throws IOException, Failure {
    if (asked == null) {
      return database();
    }
    if (lastDatabase() == null && Files.exists(file())) {
      throw Failure.usage(
          "another database is in use: "
              + file()
              + "; bring what is in it over with `callgate approver migrate`, or choose another"
              + " --data");
    }
    return asked.location();
  }

  private @Nullable DatabaseReference lastDatabase() throws IOException, Failure {
    if (!Files.exists(reference())) {
      return null;
    }
    List<String> lines = PrivateFiles.read(reference()).lines().toList();
    if (lines.isEmpty()) {
      throw Failure.usage(
          "names no database: " + reference() + "; write its URL there, or delete it");
    }
    return DatabaseReference.of(lines.get(0), lines.size() > 1 ? Path.of(lines.get(1)) : null);
  }

  /** Has later starts, and commands on this directory, use this database. */
  void writeDatabase(DatabaseReference used) throws IOException {
    PrivateFiles.write(reference(), used.written());
  }

  private Path key() {
    return path.resolve("decision.key");
  }

  Path agentConfiguration() {
    return path.resolve("agent.yaml");
  }

  /** Where it is said whom to tell of calls, when nobody names another file. */
  Path notifications() {
    return path.resolve("notifications.yaml");
  }

  /** The trust bundle's place when nobody names another. */
  Path trust() {
    return path.resolve("trust.json");
  }

  Path tokens() {
    return path.resolve("tokens");
  }

  TlsIdentity tls() throws IOException {
    return TlsIdentity.createOrLoad(path);
  }

  /** The key that signs decisions and checkpoints, made when there is none yet. */
  public SigningKey decisionKey() throws IOException, Failure {
    return key(key());
  }

  /** The key that signs what goes to webhooks, made when there is none yet. */
  SigningKey notificationKey() throws IOException, Failure {
    return key(path.resolve("notification.key"));
  }

  private static SigningKey key(Path file) throws IOException, Failure {
    if (!Files.exists(file)) {
      SigningKey key = SigningKey.generate();
      PrivateFiles.write(file, key.toPem());
      return key;
    }
    try {
      return SigningKey.fromPem(PrivateFiles.read(file));
    } catch (ProtocolException e) {
      throw Failure.usage(
          "the key cannot be read: " + file + " is " + e.getMessage() + "; restore it");
    }
  }

  /** Where it listened last, or null. */
  @Nullable ListenAddress lastAddress() throws IOException, Failure {
    Path file = path.resolve("listen");
    return Files.exists(file) ? ListenAddress.parse(Files.readString(file).strip()) : null;
  }

  void writeAddress(ListenAddress address) throws IOException {
    PrivateFiles.write(path.resolve("listen"), address + "\n");
  }

  /** One connection file for each new reviewer; the paths written. */
  List<Path> writeConnections(Map<String, String> reviewers, URI url, String pin)
      throws IOException {
    return write("reviewer", reviewers, url, pin);
  }

  /** The same for each new admin. */
  List<Path> writeAdminConnections(Map<String, String> admins, URI url, String pin)
      throws IOException {
    return write("admin", admins, url, pin);
  }

  private List<Path> write(String kind, Map<String, String> tokens, URI url, String pin)
      throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      Path main = path.resolve(kind + ".yaml");
      Path file = Files.exists(main) ? path.resolve(kind + "-" + token.getKey() + ".yaml") : main;
      new Connection(url, pin, token.getValue()).write(file);
      written.add(file);
    }
    return written;
  }

  /** Brings the connection files that are still here up to a new address. */
  void correctConnections(URI url, String pin) throws IOException, Failure {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "{reviewer,admin}*.yaml")) {
      for (Path file : files) {
        Connection connection = Connection.read(file);
        if (!connection.url().equals(url) || !connection.tlsPin().equals(pin)) {
          new Connection(url, pin, connection.token()).write(file);
        }
      }
    }
  }

  void writeEnrolment(String token) throws IOException {
    PrivateFiles.write(enrolment(), token + "\n");
  }

  Path enrolment() {
    return path.resolve("enrolment.token");
  }
}
