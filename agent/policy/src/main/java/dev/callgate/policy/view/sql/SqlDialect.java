package dev.callgate.policy.view.sql;

import java.util.Locale;

/**
 * How a database cuts a text into tokens. Each way to read something is a bit; a dialect has those
 * that always hold, and those that depend on its version or on a setting of the session.
 */
public enum SqlDialect {
  /** Nothing is known: everything is read in every way. */
  ANY(0, SqlDialect.EVERY_BIT),
  H2(SqlDialect.NESTED, SqlDialect.DOLLAR | SqlDialect.SLASHES | SqlDialect.RETURN),
  POSTGRESQL(
      SqlDialect.ESCAPED_E | SqlDialect.NESTED | SqlDialect.DOLLAR | SqlDialect.RETURN,
      SqlDialect.ESCAPED),
  /** And MariaDB. */
  MYSQL(
      SqlDialect.HASH | SqlDialect.SPACED_DASHES,
      SqlDialect.ESCAPED
          | SqlDialect.ESCAPED_E
          | SqlDialect.ESCAPED_DOUBLE
          | SqlDialect.VERSIONED
          | SqlDialect.DOUBLE_IS_TEXT),
  ORACLE(SqlDialect.Q_QUOTES, SqlDialect.RETURN),
  SQLSERVER(SqlDialect.BRACKETS | SqlDialect.NESTED, SqlDialect.DOUBLE_IS_TEXT | SqlDialect.RETURN),
  SQLITE(SqlDialect.BRACKETS, SqlDialect.DOUBLE_IS_TEXT | SqlDialect.RETURN);

  /** A backslash escapes the quote after it in {@code '...'}. */
  static final int ESCAPED = 1;

  /** The same in {@code E'...'}. */
  static final int ESCAPED_E = 1 << 1;

  /** The same in {@code "..."}. */
  static final int ESCAPED_DOUBLE = 1 << 2;

  /** {@code #} begins a comment. */
  static final int HASH = 1 << 3;

  /** {@code --} begins a comment only when a space follows. */
  static final int SPACED_DASHES = 1 << 4;

  /** Block comments nest. */
  static final int NESTED = 1 << 5;

  /** {@code $tag$ ... $tag$} is a string. */
  static final int DOLLAR = 1 << 6;

  /** {@code [...]} is a name. */
  static final int BRACKETS = 1 << 7;

  /** {@code q'[...]'} is a string. */
  static final int Q_QUOTES = 1 << 8;

  /** {@code //} begins a comment. */
  static final int SLASHES = 1 << 9;

  /** What stands in a comment that begins with an exclamation mark is executed. */
  static final int VERSIONED = 1 << 10;

  /** A carriage return alone ends a line. */
  static final int RETURN = 1 << 11;

  /** {@code "..."} is text, not a name. */
  static final int DOUBLE_IS_TEXT = 1 << 12;

  static final int EVERY_BIT = (1 << 13) - 1;

  /** Bits that hold. */
  final int on;

  /** Bits of which nobody knows. */
  final int open;

  SqlDialect(int on, int open) {
    this.on = on;
    this.open = open;
  }

  /** As a policy writes it. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }
}
