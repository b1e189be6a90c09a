package dev.callgate.replay;

import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.Unreadable;
import dev.callgate.protocol.RecordedCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was around a recorded call. What nobody asked for then is undecided, not absent. */
record RecordedSurroundings(
    RecordedCall call, Map<String, @Nullable Object> said, Map<String, @Nullable Object> kept)
    implements Surroundings {
  private static final Unreadable NOT_RECORDED = new Unreadable("not recorded");

  @Override
  public @Nullable Object thread(ThreadPart part) {
    return switch (part) {
      case NAME -> call.thread().name();
      case VIRTUAL -> call.thread().virtual();
      case GROUP -> call.thread().group();
    };
  }

  @Override
  public @Nullable Object caller(CallerPart part) {
    return switch (part) {
      case CLASS -> call.caller().type();
      case PACKAGE -> call.caller().inPackage();
      case MODULE -> call.caller().module();
    };
  }

  @Override
  public Truth calledFrom(List<Glob> classes) {
    for (String name : call.calledFrom()) {
      if (Surroundings.fits(classes, name)) {
        return Truth.TRUE;
      }
    }
    return call.moreCallers() ? Truth.UNDECIDED : Truth.FALSE;
  }

  @Override
  public @Nullable Object context(String key) {
    return said.containsKey(key) ? said.get(key) : NOT_RECORDED;
  }

  @Override
  public @Nullable Object fact(String name) {
    return kept.containsKey(name) ? kept.get(name) : NOT_RECORDED;
  }
}
