package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition may see of the moment a call is made in, besides its arguments. Every value is
 * one of the JDK's own exact types, null when there is none, or {@link Unreadable}. Never throws
 * and never runs code of the application.
 */
public interface Surroundings {
  /** What can be asked of the calling thread. */
  enum ThreadPart {
    /** A text. */
    NAME,
    /** Whether it is a virtual thread. */
    VIRTUAL,
    /** The name of its group. */
    GROUP
  }

  /** What can be asked of the caller: the nearest class of the application on the stack. */
  enum CallerPart {
    /** Its binary name. */
    CLASS,
    PACKAGE,
    /** The name of its module; there is none on the class path. */
    MODULE
  }

  @Nullable Object thread(ThreadPart part);

  @Nullable Object caller(CallerPart part);

  /**
   * Whether some class of the application on the stack has a name that fits. A nested class also
   * goes by the name of the class around it.
   */
  Truth calledFrom(List<Glob> classes);

  /** Whether the class, or the one around it, has a name that fits. */
  static boolean fits(List<Glob> wanted, String binaryName) {
    if (GlobOperator.anyMatches(wanted, binaryName)) {
      return true;
    }
    int nested = binaryName.indexOf('$');
    return nested > 0 && GlobOperator.anyMatches(wanted, binaryName.substring(0, nested));
  }

  /** What the application published under this key for the calling thread. */
  @Nullable Object context(String key);

  /** A value that a pack keeps, one of {@link Facts#KINDS}. */
  @Nullable Object fact(String name);
}
