package dev.callgate.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code glob}: the whole text fits one of them. */
record GlobTest(List<Glob> globs) implements ValueTest {
  @Override
  public Truth test(@Nullable Object value) {
    String text = KnownValue.text(value);
    return text == null ? Truth.UNDECIDED : Truth.of(anyMatches(globs, text));
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
