package dev.callgate.cli.serve;

import dev.callgate.approver.server.Credential;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Quorum;
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
 * Whose tokens an approver takes. The file holds digests, one {@code KIND DIGEST NAME} a line, for
 * a reviewer with {@code GROUP,GROUP} behind it, so that connection files can be handed over and
 * deleted here; a token itself is in memory only until its file is written.
 */
final class IssuedTokens {
  private final List<Credential> credentials;
  private final List<String> regrouped = new ArrayList<>();
  private final Map<String, String> newReviewers = new LinkedHashMap<>();
  private final Map<String, String> newAdmins = new LinkedHashMap<>();
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
    String[] words = line.split(" ");
    if (words.length >= 3 && words.length <= 4 && words[1].startsWith("sha256:")) {
      for (Credential.Kind kind : Credential.Kind.values()) {
        if (word(kind).equals(words[0])) {
          List<String> groups =
              words.length == 3 ? List.<String>of() : List.of(words[3].split(","));
          return new Credential(kind, words[2], words[1], groups);
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
   * Adds a token for each of the reviewers and admins that has none, for this user when nobody has
   * one, and for enrolling. A reviewer who has one is put into the groups that are said.
   */
  void complete(List<DeclaredReviewer> declared, List<String> admins) throws Failure {
    List<DeclaredReviewer> wanted = declared;
    if (wanted.isEmpty() && !has(Credential.Kind.REVIEWER)) {
      wanted = DeclaredReviewer.parse(List.of(Surroundings.user()));
    }
    for (DeclaredReviewer reviewer : wanted) {
      List<String> groups = reviewer.groups();
      Credential known = known(Credential.Kind.REVIEWER, reviewer.name());
      if (known == null) {
        String token =
            issue(
                Credential.Kind.REVIEWER,
                reviewer.name(),
                "cgr",
                groups == null ? List.of() : groups);
        newReviewers.put(reviewer.name(), token);
      } else if (groups != null && !groups.equals(known.groups())) {
        credentials.set(
            credentials.indexOf(known),
            new Credential(known.kind(), known.name(), known.tokenDigest(), groups));
        regrouped.add(known.name() + " is in " + String.join(", ", groups));
      }
    }
    for (String admin : admins) {
      if (known(Credential.Kind.ADMIN, admin) == null) {
        newAdmins.put(admin, issue(Credential.Kind.ADMIN, admin, "cgr", List.of()));
      }
    }
    if (!has(Credential.Kind.ENROLMENT)) {
      newEnrolment = issue(Credential.Kind.ENROLMENT, "agents", "cge", List.of());
    }
  }

  private String issue(Credential.Kind kind, String name, String prefix, List<String> groups) {
    String token = Ids.token(prefix);
    credentials.add(new Credential(kind, name, Digests.of(token), groups));
    return token;
  }

  private boolean has(Credential.Kind kind) {
    return credentials.stream().anyMatch(c -> c.kind() == kind);
  }

  /** Two spellings of one name would be one person with two tokens. */
  private @Nullable Credential known(Credential.Kind kind, String name) throws Failure {
    for (Credential credential : credentials) {
      if (credential.kind() == kind && Quorum.isSame(credential.name(), name)) {
        if (!credential.name().equals(name)) {
          throw Failure.usage(
              "known in another spelling: "
                  + name
                  + " is "
                  + credential.name()
                  + "; write it like that, or choose another name");
        }
        return credential;
      }
    }
    return null;
  }

  /** Who was put into other groups, and which: lines for people. */
  List<String> regrouped() {
    return regrouped;
  }

  /** All, or all but the one that enrols any number of JVMs. */
  List<Credential> credentials(boolean singleUseEnrolment) {
    return credentials.stream()
        .filter(each -> !singleUseEnrolment || each.kind() != Credential.Kind.ENROLMENT)
        .toList();
  }

  /** Reviewers without a connection file yet, with their tokens; the first is the main one. */
  Map<String, String> newReviewers() {
    return newReviewers;
  }

  /** Admins without a connection file yet, with their tokens; the first is the main one. */
  Map<String, String> newAdmins() {
    return newAdmins;
  }

  @Nullable String newEnrolment() {
    return newEnrolment;
  }

  /** Written last: until then a start that is cut off issues the tokens again. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Credential c : credentials) {
      text.append(word(c.kind())).append(' ').append(c.tokenDigest()).append(' ');
      text.append(c.name());
      text.append(c.groups().isEmpty() ? "" : " " + String.join(",", c.groups())).append('\n');
    }
    PrivateFiles.write(file, text.toString());
  }
}
