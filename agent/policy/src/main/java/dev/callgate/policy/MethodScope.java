package dev.callgate.policy;

/**
 * What is known of one method of one class when a rule is bound to it: enough to say whether an
 * exception's {@code match} means it.
 */
public interface MethodScope {
  /** A method of which only its name is known, so that no exception's match certainly means it. */
  MethodScope UNKNOWN =
      new MethodScope() {
        @Override
        public boolean isIn(Match match) {
          return false;
        }
      };

  /** Whether the match means the method, by its class and by its signature. */
  boolean isIn(Match match);
}
