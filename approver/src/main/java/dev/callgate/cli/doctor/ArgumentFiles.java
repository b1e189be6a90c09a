package dev.callgate.cli.doctor;

import dev.callgate.cli.system.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces {@code @FILE} by what the file holds, as the launcher {@code java} does: words apart by
 * white space, quotes around words with spaces in them, a backslash before the next character
 * inside quotes, and {@code #} for the rest of a line.
 */
final class ArgumentFiles {
  private ArgumentFiles() {}

  /** The arguments of one {@code @FILE}. */
  static List<String> read(Path file) throws Failure {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw Failure.usage("cannot read the argument file: " + file + "; correct its name");
    }
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\' && i + 1 < text.length()) {
          word.append(text.charAt(++i));
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else if (c == '#' && !begun) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
