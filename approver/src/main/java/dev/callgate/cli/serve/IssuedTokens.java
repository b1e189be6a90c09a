package dev.callgate.cli.serve;

import dev.callgate.approver.server.Credential;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens an approver takes. The file holds digests, one {@code KIND DIGEST NAME} a line, so
 * that connection files can be handed over and deleted here; a token itself is in memory only until
 * its file is written.
 */
final class IssuedTokens {
  private final List<Credential> credentials;
  private final Map<String, String> newReviewers = new LinkedHashMap<>();
  private @Nullable String newEnrolment;

  private IssuedTokens(List<Credential> credentials) {
    this.credentials = credentials;
  }

  static IssuedTokens read(Path file) throws IOException, Failure {
    List<Credential> credentials = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : PrivateFiles.read(file).lines().toList()) {
        credentials.add(credential(file, line));
      }
    }
    return new IssuedTokens(credentials);
  }

  private static Credential credential(Path file, String line) throws Failure {
    String[] words = line.split(" ", 3);
    if (words.length == 3 && words[1].startsWith("sha256:")) {
      for (Credential.Kind kind : Credential.Kind.values()) {
        if (word(kind).equals(words[0])) {
          return new Credential(kind, words[2], words[1]);
        }
      }
    }
    throw Failure.usage(
        "not a list of tokens: " + file + "; restore it, or delete it to issue all tokens anew");
  }

  private static String word(Credential.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Adds a token for each of {@code names} that has none, for this user when nobody has one, and
   * for enrolling.
   */
  void complete(List<String> names) throws Failure {
    List<String> wanted = names;
    if (wanted.isEmpty() && !has(Credential.Kind.REVIEWER, null)) {
      wanted = List.of(Surroundings.user());
    }
    for (String name : wanted) {
      requireName(name);
      if (!has(Credential.Kind.REVIEWER, name)) {
        newReviewers.put(name, issue(Credential.Kind.REVIEWER, name, "cgr"));
      }
    }
    if (!has(Credential.Kind.ENROLMENT, null)) {
      newEnrolment = issue(Credential.Kind.ENROLMENT, "agents", "cge");
    }
  }

  private String issue(Credential.Kind kind, String name, String prefix) {
    String token = Ids.token(prefix);
    credentials.add(new Credential(kind, name, Digests.of(token)));
    return token;
  }

  private boolean has(Credential.Kind kind, @Nullable String name) {
    return credentials.stream()
        .anyMatch(c -> c.kind() == kind && (name == null || c.name().equals(name)));
  }

  // The name becomes part of a file's name and of every decision.
  private static void requireName(String name) throws Failure {
    boolean plain =
        !name.isEmpty()
            && name.length() <= 64
            && Character.isLetterOrDigit(name.charAt(0))
            && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._@+-".indexOf(c) >= 0);
    if (!plain) {
      throw Failure.usage(
          "not a reviewer's name: " + name + "; give --name letters, digits and any of . _ @ + -");
    }
  }

  List<Credential> credentials() {
    return List.copyOf(credentials);
  }

  /** Reviewers without a connection file yet, with their tokens; the first is the main one. */
  Map<String, String> newReviewers() {
    return newReviewers;
  }

  @Nullable String newEnrolment() {
    return newEnrolment;
  }

  /** Written last: until then a start that is cut off issues the tokens again. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Credential c : credentials) {
      text.append(word(c.kind())).append(' ').append(c.tokenDigest()).append(' ');
      text.append(c.name()).append('\n');
    }
    PrivateFiles.write(file, text.toString());
  }
}
