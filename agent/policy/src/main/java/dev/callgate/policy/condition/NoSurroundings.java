package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a call that somebody describes by its arguments only: nothing around it can be seen. */
enum NoSurroundings implements Surroundings {
  NOTHING;

  private static final Unreadable UNKNOWN = new Unreadable("not known of this call");

  @Override
  public @Nullable Object thread(ThreadPart part) {
    return UNKNOWN;
  }

  @Override
  public @Nullable Object caller(CallerPart part) {
    return UNKNOWN;
  }

  @Override
  public Truth calledFrom(List<Glob> classes) {
    return Truth.UNDECIDED;
  }

  @Override
  public @Nullable Object context(String key) {
    return UNKNOWN;
  }

  @Override
  public @Nullable Object fact(String name) {
    return UNKNOWN;
  }
}
