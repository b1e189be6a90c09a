package dev.callgate.cli.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who may read what decides, and who may change what the next start reads. */
final class FileChecks {
  private static final String SUBJECT = "files";

  /** What an approver keeps in its data directory, and what a person decides with. */
  private static final List<String> SECRETS =
      List.of(
          "decision.key", "tls.p12", "tls.password", "tokens", "callgate.db*", "reviewer*.yaml");

  private final OperatingUser user;
  private final FileRights rights;
  private final List<Check> checks;

  FileChecks(OperatingUser user, List<Check> checks) {
    this.user = user;
    this.rights = new FileRights(user);
    this.checks = checks;
  }

  /** What the agent reads has to be there for the program's user. */
  void readable(Set<Path> files) {
    for (Path file : files) {
      try {
        if (!rights.canRead(file)) {
          checks.add(
              Check.fail(
                  SUBJECT,
                  user.name() + " cannot read " + file + ", so the program would not start",
                  "let that user read it"));
        }
      } catch (IOException e) {
        checks.add(unknown(file));
      }
    }
  }

  /** The approver's secrets among those directories and files. */
  void secrets(Set<Path> directories, Set<Path> connections) {
    Set<Path> secrets = new LinkedHashSet<>();
    for (Path directory : directories) {
      for (String glob : SECRETS) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
          found.forEach(secrets::add);
        } catch (IOException e) {
          // Whoever cannot list it is looked at below, by its modes alone.
          break;
        }
      }
    }
    connections.stream().filter(Files::exists).forEach(secrets::add);
    List<Path> read = new ArrayList<>();
    for (Path secret : secrets) {
      try {
        if (rights.canRead(secret)) {
          read.add(secret);
        }
      } catch (IOException e) {
        checks.add(unknown(secret));
      }
    }
    if (!read.isEmpty()) {
      checks.add(
          Check.fail(
              SUBJECT,
              "the program, as " + user.name() + ", could read what decides: " + joined(read),
              "run the approver as another user, or the program as one: --user NAME tells who it"
                  + " is"));
    } else if (!secrets.isEmpty()) {
      checks.add(
          Check.ok(SUBJECT, user.name() + " can read none of " + secrets.size() + " secrets"));
    } else {
      checks.add(
          Check.note(
              SUBJECT,
              "no approver's data is on this machine where it was looked for",
              "name its directory with --data when it is here"));
    }
  }

  /** Those that the program could change before its next start. */
  List<Path> writable(Set<Path> files) {
    List<Path> writable = new ArrayList<>();
    for (Path file : files) {
      try {
        if (rights.canWrite(file)) {
          writable.add(file);
        }
      } catch (IOException e) {
        checks.add(unknown(file));
      }
    }
    if (writable.isEmpty()) {
      checks.add(
          Check.ok(SUBJECT, user.name() + " can write nothing that the next start is told by"));
    } else {
      checks.add(
          Check.fail(
              SUBJECT,
              "the program, as "
                  + user.name()
                  + ", could change what its next start is told: "
                  + joined(writable),
              "let another user own these and their folders"));
    }
    return writable;
  }

  private static Check unknown(Path file) {
    return Check.note(
        SUBJECT, "who may do what with " + file + " cannot be told", "run the doctor as root");
  }

  private static String joined(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }
}
