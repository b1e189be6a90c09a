package dev.callgate.policy;

import dev.callgate.policy.condition.CallView;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call with these arguments, on nobody or on this receiver. */
public record Call(@Nullable Object receiver, List<@Nullable Object> arguments)
    implements CallView {
  public static Call of(@Nullable Object... arguments) {
    return new Call(null, Arrays.asList(arguments));
  }

  public static Call on(Object receiver) {
    return new Call(receiver, Arrays.asList(1, 2));
  }

  @Override
  public int argumentCount() {
    return arguments.size();
  }

  @Override
  public @Nullable Object argument(int index) {
    return arguments.get(index);
  }
}
