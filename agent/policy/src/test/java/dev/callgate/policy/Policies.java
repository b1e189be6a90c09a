package dev.callgate.policy;

import dev.callgate.policy.condition.Condition;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads policies that stand in a test as text, through a real file. */
public final class Policies {
  private Policies() {}

  /** The problems of a text, none when it is right. */
  public static List<Problem> problems(Path directory, String text) {
    try {
      read(directory, text);
      return List.of();
    } catch (PolicyException e) {
      return e.problems();
    }
  }

  public static PolicySet read(Path directory, String... texts) throws PolicyException {
    return readIn(directory, null, texts);
  }

  public static PolicySet readIn(Path directory, @Nullable String environment, String... texts)
      throws PolicyException {
    File[] files = new File[texts.length];
    for (int i = 0; i < texts.length; i++) {
      Path file = directory.resolve("policy-" + i + ".callgate.yaml");
      try {
        Files.writeString(file, texts[i]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files[i] = file.toFile();
    }
    return PolicyReader.read(List.of(files), environment);
  }

  /** The rule of a policy with a single one. */
  public static Rule rule(Path directory, String ruleText) {
    try {
      String indented = ruleText.strip().indent(4).strip();
      return read(
              directory, "callgate: 1\nname: p\napprovers: [ops]\nrules:\n  - " + indented + "\n")
          .rules()
          .get(0);
    } catch (PolicyException e) {
      throw new AssertionError(e.problems().toString(), e);
    }
  }

  /** The {@code when} of a rule about {@code m(Object a, Object b)}, bound to that method. */
  public static Condition condition(Path directory, String when) {
    Rule rule =
        rule(
            directory,
            "id: r\nmatch: {class: com.acme.T, method: \"m(Object a, Object b)\"}\ndecide: gate\nwhen: "
                + when);
    return bind(rule, "m", "(Ljava/lang/Object;Ljava/lang/Object;)V").condition();
  }

  /** The rule bound to a method it must be about. */
  public static BoundRule bind(Rule rule, String method, String descriptor) {
    return Objects.requireNonNull(
        rule.bind(method, descriptor), "the rule is not about " + method + descriptor);
  }
}
