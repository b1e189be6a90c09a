package dev.callgate.policy.view;

import org.jspecify.annotations.Nullable;

/** Absolute paths whose parts are separated by slashes. */
final class SlashPath {
  private SlashPath() {}

  /** Without {@code .}, {@code ..}, doubled slashes and a slash at the end. */
  static String normalised(String path) {
    StringBuilder normal = new StringBuilder(path.length());
    int at = 0;
    while (at < path.length()) {
      int end = path.indexOf('/', at);
      end = end < 0 ? path.length() : end;
      String part = path.substring(at, end);
      if (part.equals("..")) {
        int parent = normal.lastIndexOf("/");
        normal.setLength(Math.max(parent, 0));
      } else if (!part.isEmpty() && !part.equals(".")) {
        normal.append('/').append(part);
      }
      at = end + 1;
    }
    return normal.length() == 0 ? "/" : normal.toString();
  }

  /** Why no normal path is this text or fits this glob, and what to write; null when one may. */
  static @Nullable String flaw(String constant, boolean glob) {
    boolean rooted = constant.startsWith("/") || (glob && constant.startsWith("**"));
    if (!rooted) {
      return glob ? "begin it with / or **/" : "begin it with /";
    }
    String beyond = constant.startsWith("/") ? constant : "/" + constant;
    boolean normal = beyond.equals("/") || normalised(beyond).equals(beyond);
    return normal ? null : "leave out . and .., doubled slashes and the one at the end";
  }
}
