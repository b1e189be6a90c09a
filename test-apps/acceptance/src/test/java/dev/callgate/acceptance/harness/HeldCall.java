package dev.callgate.acceptance.harness;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as the approver shows it to a reviewer.
 *
 * @param id its id
 * @param state such as {@code PENDING}
 * @param outcome what the JVM said of the call's end, such as {@code SUCCEEDED}; null before
 * @param application whose call it is
 * @param method such as {@code refund}
 * @param json all of it
 */
public record HeldCall(
    String id,
    String state,
    @Nullable String outcome,
    String application,
    String method,
    JsonNode json) {

  static HeldCall of(JsonNode json) {
    JsonNode request = json.path("request");
    return new HeldCall(
        json.path("id").asString(),
        upper(json.path("state").asString()),
        json.path("outcome").isNull() ? null : upper(json.path("outcome").asString()),
        request.path("application").asString(),
        request.path("method").path("name").asString(),
        json);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  public boolean isPending() {
    return state.equals("PENDING");
  }

  /** What the reviewer sees of an argument. */
  public String argument(String name) {
    for (JsonNode argument : json.path("request").path("arguments")) {
      if (argument.path("name").asString().equals(name)) {
        return argument.path("display").asString();
      }
    }
    throw new AssertionError("no argument " + name + " in " + json);
  }
}
