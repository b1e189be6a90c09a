package dev.callgate.match;

import java.util.List;
import java.util.Set;

/**
 * What a class file says of one method.
 *
 * @param key its name and descriptor
 * @param access its access flags (JVMS 4.6)
 * @param annotations binary names of its runtime-visible annotations
 * @param redacted indexes of the parameters marked {@code @Redacted}
 * @param exceptions internal names of the checked exceptions it declares
 * @param code where the content of its {@code Code} attribute stands in the class file; 0 for none
 */
public record MethodOutline(
    MethodKey key,
    int access,
    Set<String> annotations,
    Set<Integer> redacted,
    List<String> exceptions,
    int code) {
  private static final int PUBLIC = 0x0001;
  private static final int PRIVATE = 0x0002;
  private static final int STATIC = 0x0008;
  private static final int BRIDGE = 0x0040;
  private static final int NATIVE = 0x0100;
  private static final int ABSTRACT = 0x0400;
  private static final int SYNTHETIC = 0x1000;

  /**
   * Whether a subclass can override or implement it. Package-private counts: it can, inside its
   * package.
   */
  public boolean isInheritable() {
    return (access & (PRIVATE | STATIC)) == 0 && !key.name().startsWith("<");
  }

  boolean isPublic() {
    return (access & PUBLIC) != 0;
  }

  public boolean isStatic() {
    return (access & STATIC) != 0;
  }

  /** Whether it has no body, so that only what implements it can be gated. */
  public boolean isAbstract() {
    return (access & ABSTRACT) != 0;
  }

  /** Whether its body is not Java's. */
  public boolean isNative() {
    return (access & NATIVE) != 0;
  }

  /** A compiler's forwarder to the method with the more exact types. */
  public boolean isBridge() {
    return (access & BRIDGE) != 0;
  }

  /** Whether a compiler made it. */
  public boolean isSynthetic() {
    return (access & SYNTHETIC) != 0;
  }
}
