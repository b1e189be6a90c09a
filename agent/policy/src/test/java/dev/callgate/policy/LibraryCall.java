package dev.callgate.policy;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.PartReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call with objects of libraries, whose accessors can be read. */
public record LibraryCall(@Nullable Object receiver, List<@Nullable Object> arguments)
    implements CallView {
  public static LibraryCall on(@Nullable Object receiver, @Nullable Object... arguments) {
    return new LibraryCall(receiver, Arrays.asList(arguments));
  }

  @Override
  public int argumentCount() {
    return arguments.size();
  }

  @Override
  public @Nullable Object argument(int index) {
    return arguments.get(index);
  }

  @Override
  public PartReader accessors() {
    return new CalledParts();
  }
}
