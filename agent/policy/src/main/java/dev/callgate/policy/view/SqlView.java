package dev.callgate.policy.view;

import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import dev.callgate.policy.view.sql.SqlDialect;
import dev.callgate.policy.view.sql.SqlText;
import dev.callgate.policy.view.sql.SqlWords;
import dev.callgate.policy.yaml.Spelling;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: sql.verbs}, {@code sql.missing_where} and {@code sql.statements}, with the {@code
 * dialect} when the policy's author knows which database reads the text.
 *
 * <p>What a procedure, a {@code do} block or a text that is executed from within does is not seen;
 * their verbs are {@code call}, {@code do} and {@code execute}.
 */
public record SqlView(Part part, SqlDialect dialect) implements View {
  public enum Part {
    /** In lower case, of all statements. */
    VERBS,
    /** Whether an update or a delete goes over all rows. */
    MISSING_WHERE,
    /** How many there are. */
    STATEMENTS
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    if (value == null) {
      return operator.test(null);
    }
    SqlText seen = value.getClass() == String.class ? SqlText.read((String) value, dialect) : null;
    if (seen == null) {
      return Truth.UNDECIDED;
    }
    return switch (part) {
      case VERBS -> operator.test(seen.verbs());
      case MISSING_WHERE ->
          seen.missingWhere() == Truth.UNDECIDED
              ? Truth.UNDECIDED
              : operator.test(seen.missingWhere() == Truth.TRUE);
      case STATEMENTS -> seen.statements() < 0 ? Truth.UNDECIDED : operator.test(seen.statements());
    };
  }

  @Override
  public String words() {
    return "sql."
        + part.name().toLowerCase(Locale.ROOT)
        + (dialect == SqlDialect.ANY ? "" : " of " + dialect.words());
  }

  @Override
  public ValueKind seen() {
    return switch (part) {
      case VERBS -> ValueKind.MANY;
      case MISSING_WHERE -> ValueKind.FLAG;
      case STATEMENTS -> ValueKind.NUMBER;
    };
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.TEXT || declared == ValueKind.ANYTHING;
  }

  @Override
  public char separator() {
    return '.';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    List<String> verbs = SqlWords.verbs();
    if (part != Part.VERBS || verbs.contains(constant)) {
      return null;
    }
    String nearest = Spelling.nearest(constant, verbs);
    return nearest == null
        ? "name a verb that a statement begins with, in lower case"
        : "did you mean '" + nearest + "'?";
  }
}
