package dev.callgate.match;

/**
 * A method's name and JVM descriptor: what overriding compares.
 *
 * <p>Its equality is written out because a record's own is linked at first use, and this is used
 * inside a transformer.
 */
public record MethodKey(String name, String descriptor) {
  /** Whether this is a constructor. */
  public boolean isConstructor() {
    return name.equals("<init>");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MethodKey
        && ((MethodKey) other).name.equals(name)
        && ((MethodKey) other).descriptor.equals(descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + descriptor.hashCode();
  }

  @Override
  public String toString() {
    return name + descriptor;
  }
}
