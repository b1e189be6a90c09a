package dev.callgate.agent.value;

import dev.callgate.protocol.CanonicalForm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call's arguments, read once: what is shown, what is digested and what is compared at release is
 * this. Immutable.
 */
public final class Snapshot {
  private final List<Value> arguments;

  private Snapshot(List<Value> arguments) {
    this.arguments = arguments;
  }

  /**
   * Reads the arguments.
   *
   * @throws TooLargeException when they are beyond what can be shown
   */
  public static Snapshot of(@Nullable Object[] arguments) throws TooLargeException {
    // One reader for all: an object that is passed twice is the same object for the reviewer too.
    ValueReader reader = new ValueReader();
    List<Value> values = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      values.add(reader.read(argument));
    }
    return new Snapshot(values);
  }

  /** One argument as text for a reviewer. */
  public String display(int index) {
    return Display.of(arguments.get(index));
  }

  Value value(int index) {
    return arguments.get(index);
  }

  /** Whether something in an argument is known by its identity only. */
  public boolean isOpaque(int index) {
    return arguments.get(index).isOpaque();
  }

  /** The digest over all arguments. */
  public String digest(byte[] salt) {
    CanonicalForm form = new CanonicalForm(salt);
    form.open("arguments", arguments.size());
    for (Value argument : arguments) {
      argument.digest(form);
    }
    return form.digest();
  }

  /** One argument's digest without salt, to compare arguments of two calls inside this JVM. */
  public String digestOf(int index) {
    CanonicalForm form = new CanonicalForm(new byte[0]);
    arguments.get(index).digest(form);
    return form.digest();
  }
}
