package dev.callgate.replay;

import dev.callgate.policy.StubCall;
import dev.callgate.protocol.RecordedCall;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One line of a file of recorded calls.
 *
 * @param line where it stands, from 1
 * @param recorded as it is written
 * @param call the same, to be asked about
 */
public record KnownCall(int line, RecordedCall recorded, StubCall call) {
  private static final int LONGEST = 80;

  /** Class, method and arguments, for people: what tells calls apart but for when they came. */
  public String words() {
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    for (Map.Entry<String, Object> argument : recorded.args().entrySet()) {
      arguments.add(named(argument.getKey()) + "=" + value(argument.getValue()));
    }
    StringBuilder words = new StringBuilder(recorded.type());
    words.append('.').append(recorded.method()).append(arguments);
    append(words, "self", recorded.self());
    append(words, "context", recorded.context());
    append(words, "facts", recorded.facts());
    return words.toString();
  }

  private static void append(StringBuilder words, String key, Map<String, Object> values) {
    StringJoiner all = new StringJoiner(", ", " " + key + "{", "}");
    all.setEmptyValue("");
    for (Map.Entry<String, Object> value : values.entrySet()) {
      // the receiver's class is most often the one that stands there already
      if (!value.getKey().equals("this")) {
        all.add(value.getKey() + "=" + value(value.getValue()));
      }
    }
    words.append(all);
  }

  private String named(String key) {
    int end = 0;
    while (end < key.length() && Character.isDigit(key.charAt(end))) {
      end++;
    }
    int index = end == 0 ? -1 : Integer.parseInt(key.substring(0, end));
    return index >= 0 && index < recorded.names().size()
        ? recorded.names().get(index) + key.substring(end)
        : key;
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      return "<" + only.getKey() + " " + only.getValue() + ">";
    }
    String text =
        value instanceof String
            ? "\"" + value + "\""
            : value instanceof List<?> list ? list.toString() : String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
