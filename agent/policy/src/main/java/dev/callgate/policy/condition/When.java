package dev.callgate.policy.condition;

import dev.callgate.policy.Match;
import dev.callgate.policy.MethodScope;
import dev.callgate.policy.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's {@code when} as written, before it is bound to a method. Named conditions stand in it
 * where they are used.
 */
public sealed interface When {
  /** What stands directly in it, in the order of the policy; empty for what asks by itself. */
  default List<When> parts() {
    return List.of();
  }

  /** Whether a fact of this name is asked for anywhere in it. */
  default boolean names(String fact) {
    for (When part : parts()) {
      if (part.names(fact)) {
        return true;
      }
    }
    return this instanceof Leaf leaf
        && leaf.subject() instanceof Subject.Fact asked
        && asked.name().equals(fact);
  }

  /** There is no {@code when}. */
  record Always() implements When {}

  /**
   * False when a part is false, otherwise undecided when a part is, otherwise true.
   *
   * @param at where the policy says so; null when it is what an exception makes of a rule
   */
  record All(List<When> parts, @Nullable Place at) implements When {
    public All {
      parts = List.copyOf(parts);
    }

    /** One that stands in no file. */
    public All(List<When> parts) {
      this(parts, null);
    }
  }

  /**
   * True when a part is true, otherwise undecided when a part is, otherwise false.
   *
   * @param at where the policy says so
   */
  record Any(List<When> parts, @Nullable Place at) implements When {
    public Any {
      parts = List.copyOf(parts);
    }

    /** One that stands in no file. */
    public Any(List<When> parts) {
      this(parts, null);
    }
  }

  /**
   * True when the part is false, false when it is true. The language's {@code none} is this over an
   * {@link Any} at the same place.
   *
   * @param at where the policy says so; null when it is what an exception makes of a rule
   */
  record Not(When part, @Nullable Place at) implements When {
    /** One that stands in no file. */
    public Not(When part) {
      this(part, null);
    }

    @Override
    public List<When> parts() {
      return List.of(part);
    }
  }

  /** True when the part is true, otherwise false: for what makes a rule weaker. */
  record Definitely(When part) implements When {
    @Override
    public List<When> parts() {
      return List.of(part);
    }
  }

  /**
   * Only where a match means the method, and false elsewhere: what an exception's own match makes
   * of its condition. Settled by {@link #on}, before anything is compiled.
   */
  record Within(Match match, When part) implements When {
    @Override
    public List<When> parts() {
      return List.of(part);
    }
  }

  /** False for every call: of a method that an exception's match does not mean. */
  record Never() implements When {}

  /** What is left of it on one method, where each {@link Within} is settled. */
  default When on(MethodScope method) {
    if (!isScoped()) {
      return this;
    }
    if (this instanceof Within within) {
      return method.isIn(within.match()) ? within.part().on(method) : new Never();
    }
    if (this instanceof Not not) {
      When part = not.part().on(method);
      return part instanceof Never ? new Always() : new Not(part, not.at());
    }
    if (this instanceof All all) {
      List<When> parts = new ArrayList<>();
      for (When part : all.parts()) {
        When here = part.on(method);
        if (here instanceof Never) {
          return here;
        }
        if (!(here instanceof Always)) {
          parts.add(here);
        }
      }
      return parts.isEmpty() ? new Always() : new All(parts, all.at());
    }
    throw new IllegalStateException("an exception's match stands in " + this);
  }

  /** Whether an exception's match stands anywhere in it. */
  default boolean isScoped() {
    boolean scoped = this instanceof Within;
    for (When part : parts()) {
      scoped |= part.isScoped();
    }
    return scoped;
  }

  /** The exceptions' matches that stand in it. */
  default void scopes(List<Match> matches) {
    if (this instanceof Within within) {
      matches.add(within.match());
    }
    for (When part : parts()) {
      part.scopes(matches);
    }
  }

  /**
   * Whether the call comes before a moment.
   *
   * @param end in milliseconds since 1970
   */
  record Until(long end) implements When {}

  /**
   * Whether the call comes at a time of the day and week.
   *
   * @param written the window as the policy writes it
   * @param at where the policy says so
   */
  record During(TimeWindow window, String written, Place at) implements When {}

  /**
   * Whether the call comes, over however many others, from one of these classes.
   *
   * @param written the classes as the policy writes them
   * @param at where the policy says so
   */
  record From(List<Glob> classes, String written, Place at) implements When {
    public From {
      classes = List.copyOf(classes);
    }
  }

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
    /** As a policy writes it, with its key. */
    String words();

    /**
     * An argument or a part of it.
     *
     * @param reference its name in the signature, or its index from 0
     * @param path what of it
     * @param at where the policy says so
     */
    record Argument(String reference, ValuePath path, Place at) implements Subject {
      @Override
      public String words() {
        return "arg " + path.after(reference);
      }
    }

    /** The object the method was called on, or a part of it. */
    record Receiver(ValuePath path) implements Subject {
      @Override
      public String words() {
        return path.isWhole() ? "self" : "self " + path.after("");
      }
    }

    /** The calling thread. */
    record OfThread(Surroundings.ThreadPart part) implements Subject {
      @Override
      public String words() {
        return "thread " + word(part);
      }
    }

    /** The nearest class of the application on the stack. */
    record OfCaller(Surroundings.CallerPart part) implements Subject {
      @Override
      public String words() {
        return "caller " + word(part);
      }
    }

    /** What the application published for the thread. */
    record Context(String key) implements Subject {
      @Override
      public String words() {
        return "context " + key;
      }
    }

    /** What a pack keeps. */
    record Fact(String name) implements Subject {
      @Override
      public String words() {
        return "fact " + name;
      }
    }

    private static String word(Enum<?> part) {
      return part.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One operator and what it compares with.
   *
   * @param key what the policy writes, such as {@code gt}
   * @param written what it compares with, as the policy writes it
   * @param at where the key stands
   */
  record Operation(String key, String written, Place at, Operator operator) {}
}
