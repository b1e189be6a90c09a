package dev.callgate.agent.value;

import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.condition.JdkParts;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Unreadable;
import dev.callgate.protocol.CanonicalForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call's arguments, read once: what is shown, what is digested and what is compared at release is
 * this. Immutable.
 */
public final class Snapshot {
  private final List<Value> arguments;
  private final Map<ArgumentPart, Value> parts;
  private final Secrets secrets;

  private Snapshot(List<Value> arguments, Map<ArgumentPart, Value> parts, Secrets secrets) {
    this.arguments = arguments;
    this.parts = parts;
    this.secrets = secrets;
  }

  /**
   * Reads the arguments.
   *
   * @throws TooLargeException when they are beyond what can be shown
   */
  public static Snapshot of(@Nullable Object[] arguments) throws TooLargeException {
    return of(arguments, Excerpts.NONE);
  }

  /**
   * Reads the arguments, and what else of them is looked at.
   *
   * @throws TooLargeException when they are beyond what can be shown
   */
  public static Snapshot of(@Nullable Object[] arguments, Excerpts excerpts)
      throws TooLargeException {
    try {
      return of(arguments, excerpts, Set.of());
    } catch (TooLargeException e) {
      if (excerpts.unshown().isEmpty()) {
        throw e;
      }
      return of(arguments, excerpts, excerpts.unshown());
    }
  }

  /**
   * @param apart indexes of arguments that do not count as a part of the whole, and of which
   *     identity is enough where they are too large by themselves
   */
  private static Snapshot of(@Nullable Object[] arguments, Excerpts excerpts, Set<Integer> apart)
      throws TooLargeException {
    Hiding hiding = excerpts.isNone() ? null : new Hiding(arguments, excerpts);
    // One reader for all: an object that is passed twice is the same object for the reviewer too.
    ValueReader reader = new ValueReader(hiding);
    List<Value> values = new ArrayList<>(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      values.add(apart.contains(i) ? readApart(arguments[i], hiding) : reader.read(arguments[i]));
    }
    if (hiding == null) {
      return new Snapshot(values, Map.of(), Secrets.NONE);
    }
    Map<ArgumentPart, Value> parts = new LinkedHashMap<>();
    for (ArgumentPart part : excerpts.read()) {
      Object object = JdkParts.follow(arguments[part.index()], part.path(), excerpts.accessors());
      Value value =
          object instanceof Unreadable unreadable
              ? new Value.Unread(unreadable.why())
              : new ValueReader(hiding).read(object);
      parts.put(part, hiding.isLost(part) ? new Value.Hidden(value) : value);
    }
    for (int i = 0; i < values.size(); i++) {
      Value settled = hiding.settled(i, values.get(i));
      values.set(i, hiding.isAllLost() ? new Value.Hidden(settled) : settled);
    }
    if (hiding.isAllLost()) {
      hiding.secrets().hideEverything();
    }
    return new Snapshot(values, parts, hiding.secrets());
  }

  private static Value readApart(@Nullable Object argument, @Nullable Hiding hiding) {
    try {
      return new ValueReader(hiding).read(argument);
    } catch (TooLargeException e) {
      return ValueReader.opaque(Objects.requireNonNull(argument));
    }
  }

  /** One argument as text for a reviewer. */
  public String display(int index) {
    return Display.of(arguments.get(index), secrets);
  }

  /** An argument, or one of the parts that were looked at, as text for a reviewer. */
  public String display(ArgumentPart part) {
    return Display.of(value(part), secrets);
  }

  Value value(int index) {
    return arguments.get(index);
  }

  Value value(ArgumentPart part) {
    return part.isWhole()
        ? arguments.get(part.index())
        : parts.getOrDefault(part, new Value.Unread("nobody looked at it"));
  }

  /**
   * Reads the arguments only to know what some parts of them say, which {@link #hides} tells.
   *
   * @throws TooLargeException when they are beyond what can be shown
   */
  public static Snapshot hiding(
      @Nullable Object[] arguments, List<ArgumentPart> hidden, PartReader accessors)
      throws TooLargeException {
    return of(arguments, new Excerpts(List.of(), hidden, Set.of(), accessors));
  }

  /** Whether a text is one that nobody may see. */
  public boolean hides(String text) {
    return secrets.hides(text);
  }

  /** Whether something in an argument is known by its identity only. */
  public boolean isOpaque(int index) {
    return arguments.get(index).isOpaque();
  }

  /** The digest over all arguments, and over what else was looked at. */
  public String digest(byte[] salt) {
    CanonicalForm form = new CanonicalForm(salt);
    form.open("arguments", arguments.size());
    for (Value argument : arguments) {
      argument.digest(form);
    }
    if (!parts.isEmpty()) {
      form.open("parts", parts.size());
      for (Value part : parts.values()) {
        part.digest(form);
      }
    }
    return form.digest();
  }

  /** One argument's digest without salt, to compare arguments of two calls inside this JVM. */
  public String digestOf(int index) {
    CanonicalForm form = new CanonicalForm(new byte[0]);
    arguments.get(index).digest(form);
    return form.digest();
  }

  /** Whether its whole content is known and may be seen. */
  public boolean isTold(ArgumentPart part) {
    Value value = value(part);
    return !value.isOpaque()
        && !(value instanceof Value.Hidden)
        && !(value instanceof Value.Unread);
  }

  /** The digest of arguments or parts that were looked at, without salt: for what people see. */
  public String digestOf(List<ArgumentPart> some) {
    CanonicalForm form = new CanonicalForm(new byte[0]);
    form.open("bound", some.size());
    for (ArgumentPart part : some) {
      value(part).digest(form);
    }
    return form.digest();
  }
}
