package dev.callgate.policy.view.command;

import dev.callgate.policy.condition.KnownValue;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A command and its arguments, at least one, as they arrive at the operating system.
 *
 * @param words the first one is the program
 */
public record CommandLine(List<String> words) {
  private static final int LONGEST = 256 * 1024;

  /** Where the system's own programs are; one of that name elsewhere is another program. */
  private static final List<String> SYSTEM =
      List.of("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/");

  public CommandLine {
    words = List.copyOf(words);
  }

  /**
   * Of a {@code ProcessBuilder}, of an array or a list of the JDK, or of one text as {@code
   * Runtime.exec} splits it; null for anything else.
   */
  public static @Nullable CommandLine of(Object value) {
    Object command = value;
    if (value instanceof ProcessBuilder builder) {
      // a final class of the JDK; the list is whatever the application gave it
      command = builder.command();
    }
    if (command instanceof String text) {
      return text.length() > LONGEST ? null : split(text);
    }
    @Nullable Object[] items = command == null ? null : KnownValue.items(command, LONGEST);
    if (items == null || items.length == 0) {
      return null;
    }
    List<String> words = new ArrayList<>(items.length);
    int length = 0;
    for (Object item : items) {
      if (!(item instanceof String word) || word.indexOf('\0') >= 0) {
        return null;
      }
      length += word.length();
      if (length > LONGEST) {
        return null;
      }
      words.add(word);
    }
    return new CommandLine(words);
  }

  private static @Nullable CommandLine split(String text) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return words.isEmpty() || text.indexOf('\0') >= 0 ? null : new CommandLine(words);
  }

  String path() {
    return words.get(0);
  }

  /** The program as written: with its directory, where one is written. */
  public @Nullable String written() {
    return path().isEmpty() ? null : path();
  }

  /** The program without its directory. */
  public @Nullable String name() {
    return name(path(), java.io.File.separatorChar == '\\');
  }

  /**
   * Whether a program of this name is meant, whichever is found; one with a directory of its own
   * may be any other.
   */
  public boolean isSystems() {
    String path = path();
    int slash = path.lastIndexOf('/');
    return slash < 0 && path.indexOf('\\') < 0 || SYSTEM.contains(path.substring(0, slash + 1));
  }

  /** Null where the systems disagree about what the name is. */
  static @Nullable String name(String path, boolean windows) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (windows) {
      name = name.substring(name.lastIndexOf('\\') + 1).toLowerCase(java.util.Locale.ROOT);
      for (String ending : List.of(".exe", ".com", ".bat", ".cmd")) {
        if (name.endsWith(ending)) {
          name = name.substring(0, name.length() - ending.length());
        }
      }
    }
    return name.isEmpty() || name.indexOf('\\') >= 0 ? null : name;
  }

  /** Everything behind the program. */
  public List<String> arguments() {
    return words.subList(1, words.size());
  }
}
