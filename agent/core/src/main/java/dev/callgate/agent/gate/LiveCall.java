package dev.callgate.agent.gate;

import dev.callgate.policy.condition.CallView;
import org.jspecify.annotations.Nullable;

/** The call as it stands, for conditions. */
final class LiveCall implements CallView {
  private final @Nullable Object receiver;
  private final @Nullable Object[] arguments;

  LiveCall(@Nullable Object receiver, @Nullable Object[] arguments) {
    this.receiver = receiver;
    this.arguments = arguments;
  }

  @Override
  public @Nullable Object receiver() {
    return receiver;
  }

  @Override
  public int argumentCount() {
    return arguments.length;
  }

  @Override
  public @Nullable Object argument(int index) {
    return arguments[index];
  }
}
