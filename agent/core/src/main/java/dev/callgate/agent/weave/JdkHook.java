package dev.callgate.agent.weave;

/**
 * One of the JDK's own methods with a call of the bridge in front.
 *
 * @param method its name
 * @param descriptor its descriptor, or the beginning of it
 * @param template the advice that is copied into it
 * @param bridgeMethod what that calls
 */
record JdkHook(String method, String descriptor, Class<?> template, String bridgeMethod) {
  boolean isIn(String name, String type) {
    return name.equals(method) && type.startsWith(descriptor);
  }
}
