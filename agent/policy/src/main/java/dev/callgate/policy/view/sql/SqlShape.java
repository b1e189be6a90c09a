package dev.callgate.policy.view.sql;

import dev.callgate.policy.condition.Truth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a text does. A verb is certain where a statement begins, and where a
 * parenthesis begins with one that changes data. SQL Server needs no semicolon between statements,
 * and a routine's body may hold any of them; a word that could begin one there is possible.
 */
final class SqlShape {
  /** Where one of these stands it may be a statement of its own. */
  private static final List<String> ANYWHERE =
      List.of(
          "insert",
          "update",
          "delete",
          "merge",
          "truncate",
          "drop",
          "alter",
          "create",
          "grant",
          "revoke",
          "deny",
          "exec",
          "execute",
          "backup",
          "restore",
          "shutdown",
          "kill");

  private static final List<String> CHANGING = List.of("insert", "update", "delete", "merge");

  /** What follows common table expressions. */
  private static final List<String> MAIN =
      List.of("select", "insert", "update", "delete", "merge", "replace", "values", "table");

  private static final List<String> EXPLAINED =
      List.of(
          "select", "insert", "update", "delete", "merge", "replace", "values", "table", "with",
          "create", "execute", "declare", "refresh");

  private static final List<String> OF_A_TRANSACTION =
      List.of(
          "transaction",
          "work",
          "tran",
          "isolation",
          "read",
          "deferred",
          "immediate",
          "exclusive",
          "concurrent",
          "deferrable");

  private static final List<String> OF_A_TRIGGER = List.of("before", "after", "of", "or", "for");

  private static final List<String> OF_A_REACTION =
      List.of("cascade", "restrict", "set", "no", "current_timestamp", "localtimestamp", "to");

  /** Each is looked through to its end, so their number is bounded. */
  private static final int MOST_CHANGES = 64;

  private final SqlTokens tokens;
  private final List<String> certain = new ArrayList<>(4);
  private final List<String> possible = new ArrayList<>(0);
  private Truth missingWhere = Truth.FALSE;
  private int statements;
  private int changes;
  private boolean unclear;
  // where statements stand that are only stored now
  private boolean body;

  // of the statement that is being looked at
  private String main = "";
  private int depth;
  private boolean starts;
  private int expressionsAt;
  private boolean awaitsAs;

  private static final int NO_EXPRESSIONS = -1;

  private SqlShape(SqlTokens tokens) {
    this.tokens = tokens;
  }

  /** Null when it cannot be said. */
  static @Nullable SqlShape of(SqlTokens tokens) {
    SqlShape shape = new SqlShape(tokens);
    int at = 0;
    while (at < tokens.size() && !shape.unclear) {
      at = shape.statement(at);
    }
    return shape.unclear ? null : shape;
  }

  List<String> certain() {
    return certain;
  }

  List<String> possible() {
    return possible;
  }

  Truth missingWhere() {
    return missingWhere;
  }

  /** How many; -1 when that is not certain. */
  int statements() {
    return possible.isEmpty() && !body ? statements : -1;
  }

  /** Where the next statement begins. */
  private int statement(int from) {
    main = "";
    depth = 0;
    starts = true;
    expressionsAt = NO_EXPRESSIONS;
    awaitsAs = false;
    int at = from;
    while (at < tokens.size() && !unclear && tokens.sign(at) != ';') {
      at = token(at);
    }
    unclear |= depth != 0 || expressionsAt != NO_EXPRESSIONS;
    if (!main.isEmpty()) {
      statements++;
    } else if (at > from) {
      unclear = true;
    }
    return at + 1;
  }

  private int token(int at) {
    if (tokens.kind(at) == SqlTokens.WORD) {
      return word(at);
    }
    char sign = tokens.sign(at);
    if (sign == '(') {
      depth++;
      String word = tokens.word(at + 1);
      if (!starts && word != null && CHANGING.contains(word) && !isColumn(at + 1)) {
        change(at + 1, word);
        return at + 2;
      }
    } else if (sign == ')') {
      depth--;
      unclear |= depth < 0;
    } else if (starts && "{}?=".indexOf(sign) < 0) {
      // {? = call p()} begins with signs; nothing else does
      unclear = true;
    }
    return at + 1;
  }

  private boolean isColumn(int at) {
    char next = tokens.sign(at + 1);
    return next == ',' || next == ')' || next == '(' || next == '.';
  }

  private int word(int at) {
    String word = tokens.word(at);
    if (starts) {
      return begin(at, word);
    }
    if (word == null) {
      return at + 1;
    }
    if (expressionsAt == depth) {
      boolean name =
          tokens.sign(at - 1) == ',' || tokens.isWord(at - 1, "with") || isRecursive(at - 1);
      if (!name && MAIN.contains(word)) {
        expressionsAt = NO_EXPRESSIONS;
        main = word;
        change(at, word);
        return at + 1;
      }
    }
    if (awaitsAs && depth == 0 && word.equals("as")) {
      awaitsAs = false;
      starts = true;
    } else if (word.equals("begin") && main.equals("create")) {
      body = true;
    } else if (ANYWHERE.contains(word)) {
      inside(at, word);
    }
    return at + 1;
  }

  private boolean isRecursive(int at) {
    return tokens.isWord(at, "recursive") && tokens.isWord(at - 1, "with");
  }

  /** The word a statement begins with. */
  private int begin(int at, @Nullable String word) {
    starts = false;
    if (word == null) {
      unclear = true;
      return at + 1;
    }
    if (word.equals("with")) {
      main = word;
      expressionsAt = depth;
      return at + 1;
    }
    String verb = SqlWords.verb(word);
    if (verb == null) {
      unclear = true;
      return at + 1;
    }
    main = main.isEmpty() || main.equals("begin") ? verb : main;
    if (verb.equals("explain") || verb.equals("describe")) {
      add(verb);
      return explained(at + 1);
    }
    awaitsAs = verb.equals("prepare");
    if (verb.equals("begin")) {
      starts = isBlock(at + 1);
    }
    change(at, verb);
    return starts ? behindBlockWords(at + 1) : at + 1;
  }

  private boolean isBlock(int at) {
    String next = tokens.word(at);
    return at < tokens.size()
        && tokens.sign(at) != ';'
        && (next == null || !OF_A_TRANSACTION.contains(next));
  }

  private int behindBlockWords(int from) {
    int at = from;
    while (tokens.isWord(at, "not")
        || tokens.isWord(at, "atomic")
        || tokens.isWord(at, "try")
        || tokens.isWord(at, "catch")) {
      at++;
    }
    return at;
  }

  /** Only with {@code analyze} is the statement behind it executed. */
  private int explained(int from) {
    boolean executed = false;
    int at = from;
    for (; at < tokens.size() && tokens.sign(at) != ';'; at++) {
      String word = tokens.word(at);
      executed |= word != null && (word.equals("analyze") || word.equals("analyse"));
      if (word != null && EXPLAINED.contains(word)) {
        starts = executed;
        break;
      }
    }
    while (!starts && at < tokens.size() && tokens.sign(at) != ';') {
      at++;
    }
    depth = 0;
    return at;
  }

  /** A verb in the middle of a statement. */
  private void inside(int at, String word) {
    if (main.equals("alter") && depth == 0 && (word.equals("drop") || word.equals("truncate"))) {
      add(word);
    } else if (main.equals("merge") && tokens.isWord(at - 1, "then")) {
      add(word);
    } else if (!isExplained(at, word)) {
      doubt(word.equals("exec") ? "execute" : word);
    }
  }

  /** Whether the words around it show that no statement begins here, in any database. */
  private boolean isExplained(int at, String word) {
    char before = tokens.sign(at - 1);
    if (before == ',' || before == '.' || before == '=') {
      return true;
    }
    boolean function = word.equals("insert") || word.equals("truncate");
    if (function && tokens.sign(at + 1) == '(' || main.equals("show")) {
      return true;
    }
    if ((main.equals("grant") || main.equals("revoke")) && isPrivilege(at)) {
      return true;
    }
    if (main.equals("create") && word.equals("execute") && isRoutine(at + 1)) {
      return true;
    }
    String previous = tokens.word(at - 1);
    if (previous == null) {
      return false;
    }
    if (main.equals("create") && OF_A_TRIGGER.contains(previous)) {
      return true;
    }
    return switch (previous) {
      case "for", "key" -> word.equals("update");
      // SQL Server's "set nocount on" ends there, and what follows is the next statement
      case "on" -> isReaction(at + 1);
      case "do" -> word.equals("update") && tokens.isWord(at + 1, "set");
      case "as" -> main.equals("select");
      default -> false;
    };
  }

  /** What a foreign key or a column does on a change, or the table of PostgreSQL's rule. */
  private boolean isReaction(int at) {
    String word = tokens.word(at);
    return word != null && OF_A_REACTION.contains(word);
  }

  private boolean isRoutine(int at) {
    return tokens.isWord(at, "function") || tokens.isWord(at, "procedure");
  }

  /** Between the verb and what is granted on. */
  private boolean isPrivilege(int from) {
    for (int at = from - 1; at >= 0 && from - at < MOST_CHANGES; at--) {
      String word = tokens.word(at);
      if (word != null && (word.equals("grant") || word.equals("revoke"))) {
        return true;
      }
      if (word != null && (word.equals("on") || word.equals("to") || word.equals("from"))) {
        return false;
      }
    }
    return false;
  }

  /** A statement's verb, or one at the beginning of a parenthesis. */
  private void change(int at, String verb) {
    if (body || main.equals("create") && !verb.equals("create")) {
      doubt(verb);
      return;
    }
    add(verb);
    if (verb.equals("update") || verb.equals("delete")) {
      unclear |= ++changes > MOST_CHANGES;
      Truth missing = WhereTruth.missing(tokens, at + 1);
      if (missing == Truth.TRUE || missingWhere == Truth.FALSE) {
        missingWhere = missing;
      }
    }
  }

  private void add(String verb) {
    if (!certain.contains(verb)) {
      certain.add(verb);
    }
  }

  private void doubt(String verb) {
    if (!possible.contains(verb)) {
      possible.add(verb);
    }
    boolean rows = verb.equals("update") || verb.equals("delete");
    if (rows && missingWhere == Truth.FALSE) {
      missingWhere = Truth.UNDECIDED;
    }
  }
}
