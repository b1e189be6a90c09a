package dev.callgate.agent.value;

import dev.callgate.policy.view.RedactedJson;
import dev.callgate.protocol.CanonicalForm;
import java.util.HexFormat;
import java.util.List;

/**
 * One argument as data: what was read from it, once. Immutable. Every variant names the runtime
 * class it was read from, says what its digest covers, and shows itself.
 */
sealed interface Value {
  /** Writes the value into a digest. */
  void digest(CanonicalForm form);

  /** Writes the value as text for a reviewer. */
  void show(Display out);

  /** Whether something in it is known by its identity only. */
  default boolean isOpaque() {
    return false;
  }

  /** No value. */
  enum Nothing implements Value {
    NULL;

    @Override
    public void digest(CanonicalForm form) {
      form.nothing();
    }

    @Override
    public void show(Display out) {
      out.plain("null");
    }
  }

  /** A value without parts. {@code quoted} says whether people see it in quotation marks. */
  record Scalar(String type, String text, boolean quoted) implements Value {
    /** Whether it is no value but the name of one: of a field. */
    boolean isName() {
      return type.isEmpty();
    }

    @Override
    public void digest(CanonicalForm form) {
      form.scalar(type, text);
    }

    @Override
    public void show(Display out) {
      if (!isName() && out.hides(text)) {
        out.plain(Display.HIDDEN);
      } else if (quoted) {
        out.quoted(text);
      } else {
        out.plain(text);
      }
    }
  }

  /** Bytes. */
  record Bytes(String type, byte[] bytes) implements Value {
    private static final int MOST_SHOWN = 64;

    @Override
    public void digest(CanonicalForm form) {
      form.bytes(type, bytes);
    }

    @Override
    public void show(Display out) {
      int shown = Math.min(MOST_SHOWN, bytes.length);
      out.plain(bytes.length + " bytes " + HexFormat.of().formatHex(bytes, 0, shown));
      if (shown < bytes.length) {
        out.plain("…");
      }
    }
  }

  /** A list, a set or an array. */
  record Elements(String type, List<Value> values) implements Value {
    /** Whether it only holds the container that it wraps. */
    boolean isWrapper() {
      return values.size() == 1 && JdkContainers.isWrapper(type);
    }

    @Override
    public boolean isOpaque() {
      return anyOpaque(values);
    }

    @Override
    public void digest(CanonicalForm form) {
      form.open(type, values.size());
      for (Value value : values) {
        value.digest(form);
      }
    }

    @Override
    public void show(Display out) {
      out.plain("[");
      for (int i = 0; i < values.size() && !out.isFull(); i++) {
        out.plain(i > 0 ? ", " : "");
        values.get(i).show(out);
      }
      out.plain("]");
    }
  }

  /** A map or an object: names or keys, each followed by its value. */
  record Fields(String type, boolean map, List<Value> namesAndValues) implements Value {
    @Override
    public boolean isOpaque() {
      return anyOpaque(namesAndValues);
    }

    @Override
    public void digest(CanonicalForm form) {
      form.open(type, namesAndValues.size());
      for (Value part : namesAndValues) {
        part.digest(form);
      }
    }

    @Override
    public void show(Display out) {
      out.plain(map ? "{" : type.substring(type.lastIndexOf('.') + 1) + "{");
      for (int i = 0; i < namesAndValues.size() && !out.isFull(); i += 2) {
        out.plain(i > 0 ? ", " : "");
        namesAndValues.get(i).show(out);
        out.plain(map ? ": " : "=");
        namesAndValues.get(i + 1).show(out);
      }
      out.plain("}");
    }
  }

  /** A value that stands elsewhere in the same snapshot, by its position in reading order. */
  record Reference(int position) implements Value {
    // What stands there may be.
    @Override
    public boolean isOpaque() {
      return true;
    }

    @Override
    public void digest(CanonicalForm form) {
      form.reference(position);
    }

    @Override
    public void show(Display out) {
      out.plain("(shown before)");
    }
  }

  /**
   * A value whose content cannot be read without running code that is not the JDK's; known by its
   * identity only.
   */
  record Opaque(String type, String identity) implements Value {
    @Override
    public boolean isOpaque() {
      return true;
    }

    @Override
    public void digest(CanonicalForm form) {
      form.opaque(type, identity);
    }

    @Override
    public void show(Display out) {
      out.plain(type + " (contents cannot be shown)");
    }
  }

  /** A value that nobody may see; digested like any other. */
  record Hidden(Value actual) implements Value {
    @Override
    public boolean isOpaque() {
      return actual.isOpaque();
    }

    @Override
    public void digest(CanonicalForm form) {
      actual.digest(form);
    }

    @Override
    public void show(Display out) {
      out.plain(Display.HIDDEN);
    }
  }

  /** A text of which nobody may see some parts; digested like any other. */
  record HiddenJson(Value actual, RedactedJson json) implements Value {
    @Override
    public void digest(CanonicalForm form) {
      actual.digest(form);
    }

    @Override
    public void show(Display out) {
      out.quoted(json.show(Display.HIDDEN, out));
    }
  }

  /** What a rule speaks of and what could not be read without running it. */
  record Unread(String why) implements Value {
    @Override
    public boolean isOpaque() {
      return true;
    }

    @Override
    public void digest(CanonicalForm form) {
      form.opaque("", why);
    }

    @Override
    public void show(Display out) {
      out.plain("(not readable: " + why + ")");
    }
  }

  private static boolean anyOpaque(List<Value> values) {
    for (Value value : values) {
      if (value.isOpaque()) {
        return true;
      }
    }
    return false;
  }
}
