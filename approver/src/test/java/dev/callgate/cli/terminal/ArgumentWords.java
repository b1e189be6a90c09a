package dev.callgate.cli.terminal;

import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the terminal makes of texts, for the test that compares it with the browser. */
public final class ArgumentWords {
  private ArgumentWords() {}

  /** As it is written. */
  public static String safe(String text) {
    return SafeText.of(text);
  }

  /** What is remarked about it. */
  public static List<String> remarks(String text) {
    return Lookalikes.in(text);
  }

  /** The JSON that is sent for it, or {@code refused}. */
  public static String json(String type, String typed) {
    try {
      return new String(Json.write(ArgumentValue.parse(type, typed)), StandardCharsets.UTF_8);
    } catch (ProtocolException e) {
      return "refused";
    }
  }
}
