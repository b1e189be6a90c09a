package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * What a condition may see of one call. Implementations answer from the call as it stands and need
 * not be thread-safe.
 */
public interface CallView {
  /** In place of an argument's index: the object the method was called on. */
  int RECEIVER = -2;

  /**
   * The object the method was called on; null in a static method and in a constructor that has not
   * called {@code super} yet.
   */
  @Nullable Object receiver();

  /** How many arguments the method takes. */
  int argumentCount();

  /**
   * One argument, primitives boxed.
   *
   * @param index from 0 to {@link #argumentCount()} - 1
   */
  @Nullable Object argument(int index);

  /**
   * A part of an argument or of the receiver.
   *
   * @param subject an argument's index, which may be one this method does not have, or {@link
   *     #RECEIVER}
   * @param path not the whole value
   * @return null when there is no such part, {@link Unreadable} when nobody can say
   */
  default @Nullable Object part(int subject, ValuePath path) {
    return JdkParts.follow(subject(subject), path, PartReader.NONE);
  }

  /** Reads what accessors of objects that are no classes of the JDK would return. */
  default PartReader accessors() {
    return PartReader.NONE;
  }

  /** An argument or the receiver, null when the method has none such. */
  default @Nullable Object subject(int subject) {
    if (subject == RECEIVER) {
      return receiver();
    }
    return subject >= 0 && subject < argumentCount() ? argument(subject) : null;
  }

  /** What is around the call. */
  default Surroundings surroundings() {
    return NoSurroundings.NOTHING;
  }

  /**
   * A fact that a pack keeps about the call, one of {@link Facts#KINDS}.
   *
   * @return null when there is none, {@link Unreadable} when nobody can say
   */
  default @Nullable Object fact(String name) {
    return surroundings().fact(name);
  }

  /**
   * Asked before a view or a regular expression looks at a text. False when this call has brought
   * more than anybody looks at, or has taken too long: then nothing more is decided about it.
   */
  default boolean mayLookAt(int characters) {
    return true;
  }

  /**
   * Whether the call really happens in this process, so that a path in it is one of this machine;
   * false for calls that are only written down.
   */
  default boolean isLive() {
    return true;
  }

  /** When the call happens, in milliseconds since 1970. */
  default long now() {
    return System.currentTimeMillis();
  }
}
