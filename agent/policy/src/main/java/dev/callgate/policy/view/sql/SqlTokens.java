package dev.callgate.policy.view.sql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into tokens in one of the ways that {@link SqlDialect} tells apart. Linear in the
 * text; the same object scans one reading after the other.
 */
final class SqlTokens {
  static final byte WORD = 0;

  /** A name in backticks or brackets. */
  static final byte NAME = 1;

  /** In quotation marks: a name, or text to some. */
  static final byte DOUBLE = 2;

  static final byte TEXT = 3;
  static final byte NUMBER = 4;
  static final byte SIGN = 5;

  private static final int LONGEST_TAG = 64;
  private static final int PATIENCE = 4096;
  private static final int PATIENCE_PER_TOKEN = 16;

  enum Ending {
    WHOLE,
    /** Something is not closed, and no statement stands before it: no database runs any of it. */
    REJECTED,
    /** It cannot be said what a database makes of it. */
    UNCLEAR
  }

  final String text;
  private byte[] kinds = new byte[48];
  private int[] starts = new int[48];
  private int[] ends = new int[48];
  private @Nullable String[] words = new @Nullable String[48];
  private int size;

  private int reading;
  private int met;
  private int at;
  private boolean severalStatements;
  private boolean longTag;
  private int patience;

  SqlTokens(String text) {
    this.text = text;
  }

  int size() {
    return size;
  }

  byte kind(int token) {
    return token >= 0 && token < size ? kinds[token] : -1;
  }

  /** The known word in lower case; null for everything else. */
  @Nullable String word(int token) {
    return token >= 0 && token < size ? words[token] : null;
  }

  boolean isWord(int token, String word) {
    return word.equals(word(token));
  }

  /** The sign's first character; a space for everything else. */
  char sign(int token) {
    return kind(token) == SIGN ? text.charAt(starts[token]) : ' ';
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  /** The bits of the dialect that would have made a difference. */
  int met() {
    return met;
  }

  /** Whether looking ahead has taken too long: each token may be looked at a few times. */
  boolean isEnough() {
    return --patience < 0;
  }

  boolean has(int bit) {
    met |= bit;
    return (reading & bit) != 0;
  }

  Ending scan(int bits) {
    Ending ending = cut(bits);
    patience = PATIENCE + PATIENCE_PER_TOKEN * size;
    return ending;
  }

  private Ending cut(int bits) {
    reading = bits;
    met = 0;
    at = 0;
    size = 0;
    severalStatements = false;
    longTag = false;
    int versioned = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = peek(1);
      if (c == ' ' || c >= '\t' && c <= '\r') {
        at++;
      } else if (c < ' ' || c == 0x7F) {
        return Ending.UNCLEAR;
      } else if (c == '-' && next == '-' && (isSpaceOrEnd(2) || !has(SqlDialect.SPACED_DASHES))) {
        skipLine();
      } else if (c == '#' && has(SqlDialect.HASH)) {
        skipLine();
      } else if (c == '/' && next == '/' && has(SqlDialect.SLASHES)) {
        skipLine();
      } else if (c == '/' && next == '*') {
        boolean mark = peek(2) == '!' || peek(2) == 'M' && peek(3) == '!';
        if (mark && has(SqlDialect.VERSIONED)) {
          versioned++;
          at += peek(2) == '!' ? 3 : 4;
          skipDigits();
        } else {
          skipComment();
        }
      } else if (c == '*' && next == '/' && versioned > 0) {
        versioned--;
        at += 2;
      } else if (c >= '0' && c <= '9') {
        number();
      } else if (isLetter(c) || c == '@') {
        if (!word()) {
          return Ending.UNCLEAR;
        }
      } else if (c == '\'' || c == '"' || c == '`' || c == '[' || c == '$') {
        if (!quoted(c)) {
          return severalStatements || longTag ? Ending.UNCLEAR : Ending.REJECTED;
        }
      } else if (c >= 0x80) {
        // a space to some, a part of a name to others
        return Ending.UNCLEAR;
      } else {
        sign(c, next);
      }
    }
    return Ending.WHOLE;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private boolean isSpaceOrEnd(int ahead) {
    return at + ahead >= text.length() || text.charAt(at + ahead) <= ' ';
  }

  private void skipLine() {
    for (; at < text.length() && text.charAt(at) != '\n'; at++) {
      if (text.charAt(at) == '\r' && peek(1) != '\n' && has(SqlDialect.RETURN)) {
        return;
      }
    }
  }

  /** One that is not closed goes on to the end: some databases run what stands before it. */
  private void skipComment() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = peek(1);
      if (c == '/' && next == '*') {
        if (depth == 0 || has(SqlDialect.NESTED)) {
          depth++;
        }
        at += 2;
      } else if (c == '*' && next == '/') {
        depth--;
        at += 2;
        if (depth == 0) {
          return;
        }
      } else {
        at++;
      }
    }
  }

  private void skipDigits() {
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
  }

  private void number() {
    int start = at;
    skipDigits();
    if (peek(0) == '.' && peek(1) != '.') {
      at++;
      skipDigits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int digit = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      if (peek(digit) >= '0' && peek(digit) <= '9') {
        at += digit;
        skipDigits();
      }
    }
    add(NUMBER, start);
  }

  static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80 && isForeign(c);
  }

  private static boolean isForeign(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /** False for a word that is a keyword to some and a name to others. */
  private boolean word() {
    int start = at;
    boolean variable = text.charAt(at) == '@';
    while (at < text.length()) {
      char c = text.charAt(at);
      // these four have an ASCII letter as their other case
      if (c == '\u017F' || c == '\u0131' || c == '\u0130' || c == '\u212A') {
        return false;
      }
      if (c == '@' && !variable) {
        return false;
      }
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '$' && c != '@') {
        break;
      }
      at++;
    }
    add(WORD, start);
    words[size - 1] = SqlWords.find(text, start, at);
    return true;
  }

  private void sign(char c, char next) {
    int start = at;
    boolean pair =
        next == '=' && (c == '<' || c == '>' || c == '!' || c == ':')
            || c == '<' && next == '>'
            || c == next && (c == '|' || c == '&' || c == ':');
    at += pair ? 2 : 1;
    severalStatements |= c == ';';
    add(SIGN, start);
  }

  /** False when it is not closed. */
  private boolean quoted(char quote) {
    int start = at;
    switch (quote) {
      case '\'':
        return add(TEXT, start, isAfter("q", "nq") && has(SqlDialect.Q_QUOTES) ? closeQ() : text());
      case '"':
        return add(DOUBLE, start, close('"', SqlDialect.ESCAPED_DOUBLE));
      case '`':
        return add(NAME, start, close('`', 0));
      case '[':
        if (isSubscript() || !has(SqlDialect.BRACKETS)) {
          sign('[', ' ');
          return true;
        }
        return add(NAME, start, close(']', 0));
      default:
        return dollar(start);
    }
  }

  private boolean text() {
    return close('\'', isAfter("e", "e") ? SqlDialect.ESCAPED_E : SqlDialect.ESCAPED);
  }

  /** Whether the word that touches the quote is one of these. */
  private boolean isAfter(String prefix, String other) {
    if (kind(size - 1) != WORD || ends[size - 1] != at) {
      return false;
    }
    int length = at - starts[size - 1];
    return length == prefix.length() && text.regionMatches(true, at - length, prefix, 0, length)
        || length == other.length() && text.regionMatches(true, at - length, other, 0, length);
  }

  /** Goes behind the closing quote; two of them are one that belongs to the content. */
  private boolean close(char quote, int escapes) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        if (peek(1) != quote) {
          at++;
          return true;
        }
        at += 2;
      } else if (c == '\\') {
        int run = at;
        while (peek(0) == '\\') {
          at++;
        }
        // of an even number each escapes the next one, and the quote closes either way
        if (escapes != 0 && peek(0) == quote && (at - run) % 2 == 1 && has(escapes)) {
          at++;
        }
      } else {
        at++;
      }
    }
    return false;
  }

  private boolean closeQ() {
    char open = peek(1);
    int bracket = "[{(<".indexOf(open);
    char close = bracket < 0 ? open : "]})>".charAt(bracket);
    for (at += 2; at < text.length(); at++) {
      if (text.charAt(at) == close && peek(1) == '\'') {
        at += 2;
        return true;
      }
    }
    return false;
  }

  /** {@code [1]} and {@code [1:2]} hold no name. */
  private boolean isSubscript() {
    int end = at + 1;
    while (end < text.length() && "0123456789: ".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end < text.length() && text.charAt(end) == ']';
  }

  private boolean dollar(int start) {
    int end = at + 1;
    while (end < text.length()
        && (isLetter(text.charAt(end))
            || end > at + 1 && text.charAt(end) >= '0' && text.charAt(end) <= '9')) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '$' && has(SqlDialect.DOLLAR)) {
      if (end - at > LONGEST_TAG) {
        // looking for a long one in a long text takes the product of both
        longTag = true;
        return false;
      }
      String tag = text.substring(at, end + 1);
      int close = text.indexOf(tag, end + 1);
      at = close < 0 ? at : close + tag.length();
      return add(TEXT, start, close >= 0);
    }
    at++;
    while (isLetter(peek(0)) || peek(0) >= '0' && peek(0) <= '9' || peek(0) == '$') {
      at++;
    }
    add(WORD, start);
    return true;
  }

  private boolean add(byte kind, int start, boolean closed) {
    add(kind, start);
    return closed;
  }

  private void add(byte kind, int start) {
    if (size == kinds.length) {
      int larger = size * 2;
      kinds = Arrays.copyOf(kinds, larger);
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
      words = Arrays.copyOf(words, larger);
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size] = at;
    words[size] = null;
    size++;
  }
}
