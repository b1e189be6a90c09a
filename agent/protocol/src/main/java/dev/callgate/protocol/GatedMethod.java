package dev.callgate.protocol;

/**
 * The method a call wants to run.
 *
 * @param type the declaring class's binary name
 * @param name the method's name, {@code <init>} for a constructor
 * @param descriptor the JVM descriptor, which tells overloads apart
 * @param returnType the declared return type as Java source writes it
 */
public record GatedMethod(String type, String name, String descriptor, String returnType) {
  /** {@code type#name(descriptor)}, the form that a decision repeats. */
  public String key() {
    return type + "#" + name + descriptor;
  }
}
