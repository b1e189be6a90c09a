package dev.callgate.policy.view.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that a shell will run, split into its commands. Only what every shell reads alike is
 * split: words, quotes without anything that is replaced in them, and the signs between commands.
 * Everything else leaves the text incomplete: what was found is there, and nobody knows what else.
 */
final class ShellText {
  /** With these a line is more than a list of commands. */
  private static final List<String> RESERVED =
      List.of(
          "if",
          "then",
          "else",
          "elif",
          "fi",
          "for",
          "while",
          "until",
          "do",
          "done",
          "case",
          "esac",
          "function",
          "select",
          "time",
          "coproc",
          "and",
          "or",
          "not",
          "begin",
          "end",
          "switch",
          "foreach",
          "repeat",
          "eval",
          "source",
          ".",
          "alias",
          "trap");

  private final String text;
  private int at;
  private boolean complete = true;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private boolean plain = true;
  private boolean target;

  private ShellText(String text) {
    this.text = text;
  }

  static ShellText split(String text) {
    ShellText split = new ShellText(text);
    while (split.at < text.length() && split.complete) {
      split.sign();
    }
    if (split.complete) {
      split.endCommand();
    }
    return split;
  }

  List<List<String>> commands() {
    return commands;
  }

  boolean isComplete() {
    return complete;
  }

  private void sign() {
    char c = text.charAt(at++);
    switch (c) {
      case ' ', '\t' -> endWord();
      case '\n', ';', '&', '|' -> endCommand();
      case '\'' -> quoted('\'');
      case '"' -> quoted('"');
      case '>', '<' -> redirection(c);
      case '$' -> replaced();
      case '*', '?', '[', ']', '~', '=' -> add(c, c == '=');
      case '`', '\\', '(', ')', '{', '}', '#', '!', '^' -> complete = false;
      default -> {
        complete = c > ' ' && c != 0x7F && (c < 0x80 || Character.isLetterOrDigit(c));
        add(c, /* plain= */ true);
      }
    }
  }

  /** The name of a variable may be replaced by anything but by another command. */
  private void replaced() {
    char next = at < text.length() ? text.charAt(at) : ' ';
    complete = next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_';
    add('$', /* plain= */ false);
  }

  private void add(char c, boolean isPlain) {
    if (word == null) {
      word = new StringBuilder();
      plain = true;
    }
    word.append(c);
    plain &= isPlain;
  }

  private void quoted(char quote) {
    if (word == null) {
      word = new StringBuilder();
      plain = true;
    }
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (quote == '"' && c == '$') {
        replaced();
      } else if (quote == '"' && (c == '`' || c == '\\' || c == '!')) {
        complete = false;
      } else {
        add(c, /* plain= */ true);
      }
      if (!complete) {
        return;
      }
    }
    complete = at < text.length();
    at++;
  }

  /** What follows is a file; the digits before it are a descriptor. */
  private void redirection(char c) {
    if (word != null && isNumber(word)) {
      // one digit is a descriptor to every shell, several are a word to some
      complete = word.length() == 1;
      word = null;
    }
    endWord();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      // of << what follows is text up to a word
      complete &= c == '>';
    }
    if (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '|')) {
      at++;
    }
    target = true;
  }

  private static boolean isNumber(StringBuilder word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return word.length() > 0;
  }

  private void endWord() {
    if (word == null) {
      return;
    }
    String ended = word.toString();
    word = null;
    if (target) {
      target = false;
      return;
    }
    if (words.isEmpty()) {
      boolean assignment = isAssignment(ended);
      if (!assignment && (!plain || RESERVED.contains(ended) || ended.startsWith("="))) {
        // the name of the command itself is replaced, or something else than a command begins
        complete = false;
        return;
      }
      if (assignment) {
        return;
      }
    }
    words.add(ended);
  }

  static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    for (int i = 0; i < equals; i++) {
      char c = word.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return equals > 0;
  }

  private void endCommand() {
    endWord();
    target = false;
    if (complete && !words.isEmpty()) {
      commands.add(words);
      words = new ArrayList<>();
    }
  }
}
