package dev.callgate.policy.condition;

import dev.callgate.policy.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's {@code when} as written, before it is bound to a method. Named conditions stand in it
 * where they are used.
 */
public sealed interface When {
  /** There is no {@code when}. */
  record Always() implements When {}

  /** False when a part is false, otherwise undecided when a part is, otherwise true. */
  record All(List<When> parts) implements When {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** True when a part is true, otherwise undecided when a part is, otherwise false. */
  record Any(List<When> parts) implements When {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /**
   * True when the part is false, false when it is true. The language's {@code none} is this over an
   * {@link Any}.
   */
  record Not(When part) implements When {}

  /** True when the part is true, otherwise false: for what makes a rule weaker. */
  record Definitely(When part) implements When {}

  /**
   * Whether the call comes before a moment.
   *
   * @param end in milliseconds since 1970
   */
  record Until(long end) implements When {}

  /**
   * What one value of the call is.
   *
   * @param view what is looked at in the value; null for the value itself
   * @param operations all of them must hold; at least one
   */
  record Leaf(Subject subject, @Nullable View view, List<Operation> operations) implements When {
    public Leaf {
      operations = List.copyOf(operations);
    }
  }

  /** The value a leaf is about. */
  sealed interface Subject {
    /**
     * An argument.
     *
     * @param reference its name in the signature, or its index from 0
     * @param at where the policy says so
     */
    record Argument(String reference, Place at) implements Subject {}

    /** The object the method was called on. */
    record Receiver() implements Subject {}
  }

  /**
   * One operator and what it compares with.
   *
   * @param key what the policy writes, such as {@code gt}
   * @param at where the key stands
   */
  record Operation(String key, Place at, Operator operator) {}
}
