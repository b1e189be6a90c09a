package dev.callgate.approver.store;

import java.sql.Types;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Text as both databases keep it. PostgreSQL takes no NUL and neither has a place for half a
 * surrogate pair, and what a JVM reports may have either: it must not be able to keep its report
 * out of the record by that. The signed bytes are kept as they are, beside it.
 */
public final class StorableText {
  private static final char REPLACEMENT = '\uFFFD';

  private StorableText() {}

  /** The text with U+FFFD in the place of each character that cannot be kept. */
  public static String of(String text) {
    StringBuilder kept = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean storable = c != 0;
      if (Character.isSurrogate(c)) {
        storable =
            Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      }
      if (!storable) {
        kept = kept == null ? new StringBuilder(text) : kept;
        kept.setCharAt(i, REPLACEMENT);
      }
    }
    return kept == null ? text : kept.toString();
  }

  /** Has every text that is bound go through {@link #of}. */
  static Jdbi in(Jdbi jdbi) {
    return jdbi.registerArgument(new Texts());
  }

  private static final class Texts extends AbstractArgumentFactory<String> {
    Texts() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
      String storable = of(value);
      return (position, statement, context) -> statement.setString(position, storable);
    }
  }
}
