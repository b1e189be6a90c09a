package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** Where the value of a leaf comes from. Immutable; never throws and runs no application code. */
sealed interface Source {
  /** The value, null when there is none, or {@link Unreadable}. */
  @Nullable Object value(CallView call);

  /** An argument or the receiver, whole. */
  record Whole(int subject) implements Source {
    @Override
    public @Nullable Object value(CallView call) {
      return call.subject(subject);
    }
  }

  /** A part of an argument or of the receiver. */
  record Part(int subject, ValuePath path) implements Source {
    @Override
    public @Nullable Object value(CallView call) {
      return call.part(subject, path);
    }
  }

  /** The calling thread. */
  record OfThread(Surroundings.ThreadPart part) implements Source {
    @Override
    public @Nullable Object value(CallView call) {
      return call.surroundings().thread(part);
    }
  }

  /** The caller. */
  record OfCaller(Surroundings.CallerPart part) implements Source {
    @Override
    public @Nullable Object value(CallView call) {
      return call.surroundings().caller(part);
    }
  }

  /** What the application published. */
  record OfContext(String key) implements Source {
    @Override
    public @Nullable Object value(CallView call) {
      return call.surroundings().context(key);
    }
  }

  /** What a pack keeps. */
  record OfPack(String fact) implements Source {
    @Override
    public @Nullable Object value(CallView call) {
      // a call that is only written down says what its facts are
      return ToolFacts.has(fact) && call.isLive() ? ToolFacts.read(fact, call) : call.fact(fact);
    }
  }
}
