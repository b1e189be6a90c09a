package dev.callgate.policy.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code regex}: the whole text fits one of the expressions. Takes time proportional to the text,
 * whatever the expression. A dot stands for a line break too, or a line break would lead around the
 * rule.
 */
public record RegexOperator(List<Pattern> patterns) implements Operator {
  public RegexOperator {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads an expression.
   *
   * @throws PatternSyntaxException when it is none, or one that needs backtracking
   */
  public static Pattern pattern(String text) {
    Pattern pattern = Pattern.compile(text, Pattern.DOTALL);
    // its classes are loaded here, and not while the first call waits
    pattern.matcher("").matches();
    return pattern;
  }

  @Override
  public Truth test(@Nullable Object value) {
    String text = KnownValue.text(value);
    if (text == null) {
      return Truth.UNDECIDED;
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matcher(text).matches()) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.TEXT || declared == ValueKind.ANYTHING;
  }
}
