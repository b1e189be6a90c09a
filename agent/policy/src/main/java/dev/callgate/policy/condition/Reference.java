package dev.callgate.policy.condition;

import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A parameter and the way to a part of it, {@code request.headers()["x"]}; or the way to a part of
 * the receiver, which begins with the accessor. Immutable.
 *
 * @param root the parameter's name or index; empty for the receiver
 * @param path what of it
 * @param pointer what of that, where it is a map, a list or JSON text: the parts of a JSON pointer,
 *     unescaped; empty for all of it
 */
public record Reference(String root, ValuePath path, List<String> pointer) {
  private static final int MOST_STEPS = 16;
  private static final int LONGEST_INDEX = 9;

  /** Methods of these names do something. Reading them would not, but nobody could mean that. */
  private static final Set<String> VERBS =
      Set.of(
          ("next previous delete remove close read write poll take pop push clear reset cancel commit rollback execute run send"
                  + " start stop flush shutdown call invoke submit acquire lock unlock join notify notifyAll wait destroy drain"
                  + " exit halt abort save update refresh connect disconnect open finish complete advance increment"
                  + " incrementAndGet getAndIncrement decrementAndGet getAndDecrement iterator stream clone")
              .split(" "));

  private static final List<String> VERB_BEGINNINGS =
      List.of("delete", "remove", "close", "write", "execute", "drop", "destroy");

  public Reference {
    pointer = List.copyOf(pointer);
  }

  /** Reads what stands behind {@code redact}: an argument or a part of it, and then a pointer. */
  public static Reference redaction(String text) throws SyntaxProblem {
    int slash = pointerStart(text);
    if (slash < 0) {
      return argument(text);
    }
    Reference whole = argument(text.substring(0, slash));
    return new Reference(whole.root, whole.path, JsonPointer.parse(text, slash));
  }

  /** Where the pointer begins: at a slash that stands in no key. */
  private static int pointerStart(String text) {
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '/' && !quoted) {
        return at;
      }
      at += c == '\\' && quoted ? 1 : 0;
      quoted ^= c == '"';
    }
    return -1;
  }

  /** Reads what stands behind {@code arg}. */
  public static Reference argument(String text) throws SyntaxProblem {
    int end = 0;
    while (end < text.length() && ".[(".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String root = text.substring(0, end);
    if (end < text.length() && text.charAt(end) == '(') {
      throw new SyntaxProblem(
          "PATH001",
          end,
          Quoted.of(root) + " is a method, and no argument is before it",
          "write the parameter first: request." + root + "()");
    }
    return new Reference(root, new ValuePath(steps(text, end)), List.of());
  }

  /** Reads what stands behind {@code self}. */
  public static Reference receiver(String text) throws SyntaxProblem {
    if (text.equals("this")) {
      return new Reference("", ValuePath.WHOLE, List.of());
    }
    List<ValuePath.Step> steps = new ArrayList<>();
    int at = accessor(text, 0, steps);
    steps.addAll(steps(text, at));
    return new Reference("", new ValuePath(steps), List.of());
  }

  private static List<ValuePath.Step> steps(String text, int from) throws SyntaxProblem {
    List<ValuePath.Step> steps = new ArrayList<>();
    int at = from;
    while (at < text.length()) {
      at =
          switch (text.charAt(at)) {
            case '.' -> accessor(text, at + 1, steps);
            case '[' -> inside(text, at + 1, steps);
            default ->
                throw new SyntaxProblem(
                    "PATH001",
                    at,
                    "unexpected " + Quoted.of(text.substring(at, at + 1)),
                    "a part of a value is .name(), [0] or [\"key\"]");
          };
    }
    if (steps.size() > MOST_STEPS) {
      throw new SyntaxProblem(
          "PATH001", from, "more than " + MOST_STEPS + " steps into a value", "name a nearer one");
    }
    return steps;
  }

  private static int accessor(String text, int from, List<ValuePath.Step> steps)
      throws SyntaxProblem {
    int end = from;
    while (end < text.length()
        && (end == from
            ? Character.isJavaIdentifierStart(text.charAt(end))
            : Character.isJavaIdentifierPart(text.charAt(end)))) {
      end++;
    }
    String name = text.substring(from, end);
    if (name.isEmpty()) {
      throw new SyntaxProblem(
          "PATH001", from, "there is no method name here", "write .name(), [0] or [\"key\"]");
    }
    if (!text.startsWith("(", end)) {
      throw new SyntaxProblem(
          "PATH001", from, "a field is not read by its name", "write the accessor: " + name + "()");
    }
    if (!text.startsWith(")", end + 1)) {
      throw new SyntaxProblem(
          "PATH001",
          end + 1,
          Quoted.of(name) + " would take arguments",
          "only methods without parameters can be read");
    }
    if (isVerb(name)) {
      throw new SyntaxProblem(
          "PATH002",
          from,
          Quoted.of(name + "()") + " does something",
          "name an accessor, which only returns what is there");
    }
    steps.add(new ValuePath.Step.Accessor(name));
    return end + 2;
  }

  private static boolean isVerb(String name) {
    for (String verb : VERB_BEGINNINGS) {
      boolean further = name.length() > verb.length();
      if (name.startsWith(verb) && further && Character.isUpperCase(name.charAt(verb.length()))) {
        return true;
      }
    }
    return VERBS.contains(name);
  }

  private static int inside(String text, int from, List<ValuePath.Step> steps)
      throws SyntaxProblem {
    if (text.startsWith("\"", from)) {
      return entry(text, from + 1, steps);
    }
    int end = text.indexOf(']', from);
    String index = text.substring(from, end < 0 ? text.length() : end);
    boolean digits = !index.isEmpty() && index.length() <= LONGEST_INDEX;
    for (int at = 0; at < index.length(); at++) {
      digits &= index.charAt(at) >= '0' && index.charAt(at) <= '9';
    }
    if (end < 0 || !digits) {
      throw new SyntaxProblem(
          "PATH001",
          from,
          "neither an index nor a key: " + Quoted.of(index),
          "write [0] for an item, [\"key\"] for an entry");
    }
    steps.add(new ValuePath.Step.Item(Integer.parseInt(index)));
    return end + 1;
  }

  private static int entry(String text, int from, List<ValuePath.Step> steps) throws SyntaxProblem {
    StringBuilder key = new StringBuilder();
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
      at += escaped ? 1 : 0;
      key.append(text.charAt(at));
      at++;
    }
    if (!text.startsWith("\"]", at)) {
      throw new SyntaxProblem("PATH001", from, "the key does not end", "write [\"key\"]");
    }
    steps.add(new ValuePath.Step.Entry(key.toString()));
    return at + 2;
  }
}
