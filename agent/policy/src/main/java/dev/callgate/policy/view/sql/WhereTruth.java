package dev.callgate.policy.view.sql;

import dev.callgate.policy.condition.Truth;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an update or a delete goes over all rows: it has no {@code where} of its own, or one that
 * is true whatever the row. That somebody can always write a condition that looks as if it depended
 * on the row is not hidden from anybody: this finds the plain ones.
 */
final class WhereTruth {
  private static final List<String> BEHIND =
      List.of(
          "returning",
          "order",
          "limit",
          "option",
          "offset",
          "log",
          "select",
          "insert",
          "update",
          "delete",
          "drop",
          "end");

  /** Words of an expression that are no part of a row. */
  private static final List<String> NO_COLUMNS =
      List.of(
          "and",
          "or",
          "not",
          "xor",
          "is",
          "in",
          "like",
          "between",
          "null",
          "true",
          "false",
          "unknown",
          "escape",
          "interval",
          "exists",
          "any",
          "all",
          "some",
          "case",
          "when",
          "then",
          "else",
          "end",
          "select",
          "values",
          "as",
          "from",
          "distinct",
          "collate",
          "similar",
          "to",
          "regexp",
          "rlike",
          "ilike",
          "glob",
          "match",
          "div",
          "mod",
          "binary",
          "current_timestamp",
          "current_date",
          "current_time",
          "localtimestamp",
          "localtime",
          "current_user",
          "session_user",
          "sysdate",
          "user");

  /** Those after which an expression may end. */
  private static final List<String> OPERANDS =
      List.of(
          "null",
          "true",
          "false",
          "unknown",
          "end",
          "current_timestamp",
          "current_date",
          "current_time",
          "localtimestamp",
          "localtime",
          "current_user",
          "session_user",
          "sysdate",
          "user");

  private static final int DEEPEST = 64;

  private enum Answer {
    ALWAYS,
    NEVER,
    /** It is asked of each row. */
    ROWS,
    /** It is the same for all rows, and what it is nobody knows. */
    SAME
  }

  private final SqlTokens tokens;
  private int at;
  private int nesting;

  /** Whether something is "or" to some databases only, or not quite. */
  private boolean pipes;

  private boolean strange;

  private WhereTruth(SqlTokens tokens, int at) {
    this.tokens = tokens;
    this.at = at;
  }

  /**
   * @param from the token behind the verb
   */
  static Truth missing(SqlTokens tokens, int from) {
    int depth = 0;
    for (int at = from; at < tokens.size(); at++) {
      if (tokens.isEnough()) {
        return Truth.UNDECIDED;
      }
      char sign = tokens.sign(at);
      depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
      if (depth < 0 || sign == ';') {
        return Truth.TRUE;
      }
      if (depth == 0 && tokens.isWord(at, "select")) {
        // without a semicolon between them the condition would be the other statement's
        return Truth.UNDECIDED;
      }
      if (depth == 0 && tokens.isWord(at, "where") && tokens.sign(at - 1) != '.') {
        return new WhereTruth(tokens, at + 1).missing();
      }
    }
    return Truth.TRUE;
  }

  private Truth missing() {
    Answer answer = either();
    if (strange || tokens.isEnough() || !isEnd(at)) {
      return Truth.UNDECIDED;
    }
    return switch (answer) {
      // || is "or" to MySQL and joins texts elsewhere
      case ALWAYS -> pipes ? Truth.UNDECIDED : Truth.TRUE;
      case SAME -> Truth.UNDECIDED;
      case NEVER, ROWS -> Truth.FALSE;
    };
  }

  private Answer either() {
    Answer either = both();
    while (isOr()) {
      pipes |= !tokens.isWord(at, "or");
      at++;
      Answer other = both();
      if (either == Answer.ALWAYS || other == Answer.ALWAYS) {
        either = Answer.ALWAYS;
      } else if (either == Answer.SAME || other == Answer.SAME) {
        either = Answer.SAME;
      } else {
        either = either == Answer.NEVER ? other : either;
      }
    }
    return either;
  }

  private boolean isOr() {
    return tokens.isWord(at, "or") || tokens.isWord(at, "xor") || isPair(at, '|');
  }

  private boolean isAnd() {
    return tokens.isWord(at, "and") || isPair(at, '&');
  }

  private boolean isPair(int token, char sign) {
    return tokens.sign(token) == sign && tokens.end(token) - tokens.start(token) == 2;
  }

  private Answer both() {
    Answer both = one();
    while (isAnd()) {
      at++;
      Answer other = one();
      if (both == Answer.NEVER || other == Answer.NEVER) {
        both = Answer.NEVER;
      } else if (both == Answer.ROWS || other == Answer.ROWS) {
        both = Answer.ROWS;
      } else {
        both = both == Answer.ALWAYS ? other : both;
      }
    }
    return both;
  }

  private Answer one() {
    boolean opposite = false;
    while (tokens.isWord(at, "not") || tokens.sign(at) == '!' && isSingle(at)) {
      opposite = !opposite;
      at++;
    }
    Answer answer = tokens.sign(at) == '(' ? group() : comparison(at);
    if (opposite && (answer == Answer.ALWAYS || answer == Answer.NEVER)) {
      return answer == Answer.ALWAYS ? Answer.NEVER : Answer.ALWAYS;
    }
    return answer;
  }

  private boolean isSingle(int token) {
    return tokens.end(token) - tokens.start(token) == 1;
  }

  /** A whole condition in parentheses, or a comparison that begins with some. */
  private Answer group() {
    int start = at;
    if (++nesting > DEEPEST) {
      at = tokens.size();
      return Answer.SAME;
    }
    at++;
    Answer inner = either();
    nesting--;
    if (tokens.sign(at) == ')') {
      at++;
      if (isEnd(at) || isAnd() || isOr()) {
        return inner;
      }
    }
    Answer whole = comparison(start);
    // (id = 1) is true: the condition in the parentheses counts for nothing by itself
    return whole == Answer.ROWS ? whole : Answer.SAME;
  }

  private boolean isEnd(int token) {
    String word = tokens.word(token);
    char sign = tokens.sign(token);
    return token >= tokens.size()
        || sign == ')'
        || sign == ';'
        || word != null && BEHIND.contains(word) && isOperand(token - 1);
  }

  /** Whether an expression may end with it; {@code a = offset} goes on behind the sign. */
  private boolean isOperand(int token) {
    char sign = tokens.sign(token);
    String word = tokens.word(token);
    return sign == ' '
        ? word == null || OPERANDS.contains(word)
        : sign == ')' || sign == '?' || sign == ']' || sign == '}';
  }

  /** Everything from here to the next and, or, or end of the same depth. */
  private Answer comparison(int start) {
    boolean rows = false;
    int depth = 0;
    at = start;
    while (at < tokens.size() && tokens.sign(at) != ';') {
      char sign = tokens.sign(at);
      if (depth == 0 && (isEnd(at) || at > start && (isAnd() || isOr()))) {
        break;
      }
      boolean opens = sign == '(' || tokens.isWord(at, "case");
      boolean closes = sign == ')' || depth > 0 && tokens.isWord(at, "end");
      depth += opens ? 1 : closes ? -1 : 0;
      rows |= isOfARow(at);
      at++;
      if (tokens.isEnough()) {
        at = tokens.size();
        return Answer.SAME;
      }
    }
    if (at == start) {
      // nothing where a comparison should be
      at = tokens.size();
      strange = true;
    }
    Answer plain = plain(start, at - start);
    if (plain != null) {
      return plain;
    }
    Answer equal = equalSides(start, at);
    if (equal != null) {
      return equal;
    }
    return rows ? Answer.ROWS : Answer.SAME;
  }

  private boolean isOfARow(int token) {
    switch (tokens.kind(token)) {
      case SqlTokens.NAME:
        return true;
      case SqlTokens.DOUBLE:
        return !tokens.has(SqlDialect.DOUBLE_IS_TEXT);
      case SqlTokens.WORD:
        char first = tokens.text.charAt(tokens.start(token));
        char before = tokens.sign(token - 1);
        boolean parameter =
            first == '@' || first == '$' || before == ':' || before == '{' || before == '?';
        String word = tokens.word(token);
        boolean function = tokens.sign(token + 1) == '(';
        // date '2026-01-01', N'x', like 'x'
        boolean prefix = tokens.kind(token + 1) == SqlTokens.TEXT;
        boolean named = tokens.isWord(token - 1, "as") || tokens.isWord(token - 1, "collate");
        return !parameter
            && !function
            && !prefix
            && !named
            && (word == null || !NO_COLUMNS.contains(word));
      default:
        return false;
    }
  }

  /** A literal, or two that are compared. */
  private @Nullable Answer plain(int start, int length) {
    if (length == 1) {
      String word = tokens.word(start);
      BigDecimal number = number(start);
      if (word != null) {
        return switch (word) {
          case "true" -> Answer.ALWAYS;
          case "false", "null" -> Answer.NEVER;
          default -> null;
        };
      }
      return number == null ? null : answer(number.signum() != 0);
    }
    BigDecimal left = length == 3 ? number(start) : null;
    BigDecimal right = length == 3 ? number(start + 2) : null;
    if (left == null || right == null || tokens.kind(start + 1) != SqlTokens.SIGN) {
      return null;
    }
    int order = left.compareTo(right);
    return switch (tokens.text.substring(tokens.start(start + 1), tokens.end(start + 1))) {
      case "=" -> answer(order == 0);
      case "<>", "!=" -> answer(order != 0);
      case "<" -> answer(order < 0);
      case ">" -> answer(order > 0);
      case "<=" -> answer(order <= 0);
      case ">=" -> answer(order >= 0);
      default -> null;
    };
  }

  private static Answer answer(boolean always) {
    return always ? Answer.ALWAYS : Answer.NEVER;
  }

  private @Nullable BigDecimal number(int token) {
    int length =
        tokens.kind(token) == SqlTokens.NUMBER ? tokens.end(token) - tokens.start(token) : 0;
    if (length == 0 || length > 32) {
      return null;
    }
    try {
      return new BigDecimal(tokens.text.substring(tokens.start(token), tokens.end(token)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** {@code id = id} and {@code 'a' = 'a'}: the same on both sides. */
  private @Nullable Answer equalSides(int start, int end) {
    int middle = start + (end - start) / 2;
    if ((end - start) % 2 == 0 || tokens.sign(middle) != '=') {
      return null;
    }
    for (int i = 0; start + i < middle; i++) {
      int length = tokens.end(start + i) - tokens.start(start + i);
      boolean equal =
          length == tokens.end(middle + 1 + i) - tokens.start(middle + 1 + i)
              && tokens.text.regionMatches(
                  true, tokens.start(start + i), tokens.text, tokens.start(middle + 1 + i), length);
      // two parameters may differ, and a function may answer differently each time
      boolean fixed = "?(:{".indexOf(tokens.sign(start + i)) < 0;
      if (!equal || !fixed || isVariable(start + i)) {
        return null;
      }
    }
    return Answer.ALWAYS;
  }

  private boolean isVariable(int token) {
    char first = tokens.text.charAt(tokens.start(token));
    return tokens.kind(token) == SqlTokens.WORD && first == '$';
  }
}
