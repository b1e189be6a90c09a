package dev.callgate.testapps.shapes;

import org.jspecify.annotations.Nullable;

/** One call of one shape through one path. */
interface Deed {
  /** What the shape returned (null for void), or what it threw. */
  @Nullable Object run() throws Throwable;
}
