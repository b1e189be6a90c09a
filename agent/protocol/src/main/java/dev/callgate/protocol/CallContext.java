package dev.callgate.protocol;

import java.util.List;

/**
 * Where a call came from, for the reviewer's eyes. Nothing here is proof: code in the same JVM can
 * choose its thread's name.
 *
 * @param host the machine's name as the JVM knows it
 * @param pid the operating system's process id
 * @param user the operating system's user
 * @param thread the calling thread's name
 * @param virtual whether it is a virtual thread
 * @param stack the nearest callers first, as {@code type.method(File.java:12)}; a bounded number
 */
public record CallContext(
    String host, long pid, String user, String thread, boolean virtual, List<String> stack) {}
