package dev.callgate.approver.http;

import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a route gets to see of an HTTP request.
 *
 * @param id the path's id, or empty where the path has none
 * @param query the query's parameters, each once
 * @param body the body's bytes, empty where there is none
 * @param allowed whether what the caller came with still opens this route: for answers that take
 *     their time
 * @param cookie the browser session that the request names, or null; nobody has looked whether
 *     there is such a session
 * @param host the approver's own name under which it was asked, in lower case and with the port;
 *     null for a name that is not its own
 */
// Compared by nobody: the bytes are only carried.
@SuppressWarnings("ArrayRecordComponent")
record Call(
    String id,
    Map<String, String> query,
    byte[] body,
    BooleanSupplier allowed,
    @Nullable String cookie,
    @Nullable String host) {

  /** Refuses parameters that the route does not know: a typo would change its meaning. */
  void allowOnly(String... names) throws Refusal {
    Set<String> known = Set.of(names);
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw new Refusal(
            Code.MALFORMED,
            "unknown parameter " + name,
            known.isEmpty() ? "leave it out" : "known: " + String.join(", ", names));
      }
    }
  }

  /** A parameter from 0 to {@code most}, {@code otherwise} when it is missing. */
  long number(String name, long otherwise, long most) throws Refusal {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return Math.min(number, most);
      }
    } catch (NumberFormatException e) {
      // The refusal below says so.
    }
    throw new Refusal(
        Code.MALFORMED, name + " is not a number: " + text, "give a whole number from 0");
  }
}
