package dev.callgate.policy.view;

import dev.callgate.policy.condition.JsonPointer;
import dev.callgate.policy.condition.ParameterReference;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON text of which some parts are for nobody to see. It is written anew from what was read, so
 * that nothing is shown that was not understood. Not thread-safe.
 */
public final class RedactedJson {
  private static final Object HIDDEN = new Object();

  private final @Nullable Object document;
  private final Set<String> secrets;

  private RedactedJson(@Nullable Object document, Set<String> secrets) {
    this.document = document;
    this.secrets = secrets;
  }

  /**
   * Hides what the pointers lead to; where one leads on into something that has no such parts, all
   * of that.
   *
   * @param pointers their parts, unescaped; {@link JsonPointer#EACH} stands for every item
   * @return null when the text is not JSON to every reader, or too long, or nothing of it is left:
   *     then nothing of it may be shown
   */
  public static @Nullable RedactedJson of(String text, List<List<String>> pointers) {
    Set<String> secrets = new HashSet<>();
    try {
      Object document = JsonText.parse(text);
      for (List<String> pointer : pointers) {
        document = hide(document, pointer, 0, secrets);
      }
      return document == HIDDEN ? null : new RedactedJson(document, secrets);
    } catch (JsonText.Unclear e) {
      return null;
    }
  }

  /** The texts and numbers that were hidden. */
  public Set<String> secrets() {
    return secrets;
  }

  /** Whether some text may not be shown either. */
  public interface Hidden {
    boolean hides(String text);
  }

  /**
   * The JSON as it may be shown.
   *
   * @param instead stands in place of what may not
   */
  public String show(String instead, Hidden also) {
    StringBuilder out = new StringBuilder();
    write(document, out, instead, also);
    return out.toString();
  }

  /** The maps and lists are those that {@link JsonText} made, so they may be changed. */
  @SuppressWarnings("unchecked")
  private static @Nullable Object hide(
      @Nullable Object value, List<String> pointer, int from, Set<String> secrets) {
    if (value == null || value == HIDDEN) {
      return value;
    }
    if (from < pointer.size() && value instanceof Map) {
      Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) value;
      for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
        if (isMeant(pointer.get(from), member.getKey())) {
          member.setValue(hide(member.getValue(), pointer, from + 1, secrets));
        }
      }
      return value;
    }
    int index = from < pointer.size() ? ParameterReference.asIndex(pointer.get(from)) : -1;
    if (value instanceof List
        && from < pointer.size()
        && (index >= 0 || pointer.get(from).equals(JsonPointer.EACH))) {
      List<@Nullable Object> items = (List<@Nullable Object>) value;
      for (int i = 0; i < items.size(); i++) {
        if (index < 0 || index == i) {
          items.set(i, hide(items.get(i), pointer, from + 1, secrets));
        }
      }
      return value;
    }
    collect(value, secrets);
    return HIDDEN;
  }

  private static boolean isMeant(String part, String key) {
    return part.equals(JsonPointer.EACH) || part.equals(key);
  }

  private static void collect(@Nullable Object value, Set<String> secrets) {
    if (value instanceof String text) {
      secrets.add(text);
    } else if (value instanceof BigDecimal number) {
      secrets.add(number.toString());
    } else if (value instanceof Map<?, ?> members) {
      for (Object member : members.values()) {
        collect(member, secrets);
      }
    } else if (value instanceof List<?> items) {
      for (Object item : items) {
        collect(item, secrets);
      }
    }
  }

  private static void write(
      @Nullable Object value, StringBuilder out, String instead, Hidden also) {
    if (value == HIDDEN) {
      quoted(instead, out);
    } else if (value instanceof String text) {
      quoted(also.hides(text) ? instead : text, out);
    } else if (value instanceof Map<?, ?> members) {
      String before = "{";
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.append(before);
        String key = (String) member.getKey();
        quoted(also.hides(key) ? instead : key, out);
        out.append(':');
        write(member.getValue(), out, instead, also);
        before = ",";
      }
      out.append(members.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> items) {
      String before = "[";
      for (Object item : items) {
        out.append(before);
        write(item, out, instead, also);
        before = ",";
      }
      out.append(items.isEmpty() ? "[]" : "]");
    } else {
      String text = String.valueOf(value);
      if (value instanceof BigDecimal && also.hides(text)) {
        quoted(instead, out);
      } else {
        out.append(text);
      }
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
