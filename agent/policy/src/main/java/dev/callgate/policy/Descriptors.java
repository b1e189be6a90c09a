package dev.callgate.policy;

/** Method descriptors as class files write them (JVMS 4.3.3). */
final class Descriptors {
  private Descriptors() {}

  /** How many parameters, each long and double counting once. */
  static int argumentCount(String descriptor) {
    int count = 0;
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      at = afterType(descriptor, at);
      count++;
    }
    return count;
  }

  private static int afterType(String descriptor, int start) {
    int at = start;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }
}
