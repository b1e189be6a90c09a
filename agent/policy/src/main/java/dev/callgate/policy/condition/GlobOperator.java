package dev.callgate.policy.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Patterns over text: the whole text fits one of the patterns. */
public record GlobOperator(List<Glob> globs) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    String text = KnownValue.text(value);
    return text == null ? Truth.UNDECIDED : Truth.of(anyMatches(globs, text));
  }

  /** The same globs over text whose parts another sign separates. */
  public GlobOperator over(char separator) {
    List<Glob> others = new ArrayList<>();
    for (Glob glob : globs) {
      others.add(Glob.of(glob.text(), separator));
    }
    return new GlobOperator(others);
  }

  static boolean anyMatches(List<Glob> globs, String text) {
    for (int i = 0; i < globs.size(); i++) {
      if (globs.get(i).matches(text)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.TEXT || declared == ValueKind.ANYTHING;
  }
}
