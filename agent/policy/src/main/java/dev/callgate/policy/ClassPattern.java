package dev.callgate.policy;

import dev.callgate.policy.condition.Glob;
import org.jspecify.annotations.Nullable;

/** A class name or a {@link Glob} over class names. Names are binary: {@code a.b.Outer$Nested}. */
public record ClassPattern(Glob glob) {
  /** Whether a class of this binary name is meant. */
  public boolean matches(String binaryName) {
    return glob.matches(binaryName);
  }

  /** The one name this pattern means; null when it is a glob. */
  public @Nullable String exactName() {
    return glob.isLiteral() ? glob.text() : null;
  }

  @Override
  public String toString() {
    return glob.text();
  }
}
