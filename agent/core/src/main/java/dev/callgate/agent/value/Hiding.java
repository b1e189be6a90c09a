package dev.callgate.agent.value;

import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.condition.JdkParts;
import dev.callgate.policy.condition.JsonPointer;
import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.Unreadable;
import dev.callgate.policy.view.RedactedJson;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides parts of arguments while these are read. A part is found by the identity of the object that
 * its path leads to, so it is hidden wherever that object stands; and what it said is hidden
 * wherever it is said again. Where a part cannot be found, the whole argument is hidden. Not
 * thread-safe; one instance per snapshot.
 */
final class Hiding {
  private final Map<Object, List<List<String>>> pointers = new IdentityHashMap<>();
  private final Map<Object, Boolean> met = new IdentityHashMap<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<ArgumentPart> lost = new ArrayList<>();
  private final Secrets secrets = new Secrets();
  private boolean allLost;

  private record Target(ArgumentPart part, Object object) {}

  /** Finds the parts, and reads nothing of them yet. */
  Hiding(@Nullable Object[] arguments, Excerpts excerpts) {
    for (ArgumentPart part : excerpts.hidden()) {
      Object object = JdkParts.follow(arguments[part.index()], part.path(), excerpts.accessors());
      if (object instanceof Unreadable) {
        lost.add(part);
      } else if (object != null) {
        targets.add(new Target(part, object));
        List<List<String>> known = pointers.get(object);
        if (known == null) {
          known = new ArrayList<>();
          pointers.put(object, known);
        }
        known.add(part.pointer());
      }
    }
  }

  /** What was hidden, to hide it where it is said again. Complete when all has been read. */
  Secrets secrets() {
    return secrets;
  }

  /**
   * @param start the object's position in reading order
   */
  Value hide(Object object, Value read, int start) {
    List<List<String>> known = pointers.get(object);
    // What stands elsewhere was hidden there.
    if (known == null || read instanceof Value.Reference) {
      return read;
    }
    met.put(object, true);
    if (known.contains(List.<String>of())) {
      return whole(read, start);
    }
    if (read instanceof Value.Scalar scalar && scalar.type().equals("java.lang.String")) {
      RedactedJson json = RedactedJson.of(scalar.text(), known);
      if (json == null) {
        return whole(read, start);
      }
      secrets.addAll(json.secrets());
      return new Value.HiddenJson(read, json);
    }
    Value hidden = read;
    for (List<String> pointer : known) {
      hidden = pointed(hidden, pointer, 0, start);
    }
    return hidden;
  }

  /** Hides what a pointer leads to; where it leads on into what has no parts, all of that. */
  private Value pointed(Value value, List<String> pointer, int from, int start) {
    if (value == Value.Nothing.NULL || value instanceof Value.Hidden) {
      return value;
    }
    if (value instanceof Value.Elements wrapper && wrapper.isWrapper()) {
      Value inside = pointed(wrapper.values().get(0), pointer, from, start);
      return new Value.Elements(wrapper.type(), List.of(inside));
    }
    String part = from < pointer.size() ? pointer.get(from) : "";
    boolean each = part.equals(JsonPointer.EACH);
    if (from < pointer.size() && value instanceof Value.Fields map && map.map()) {
      List<Value> entries = new ArrayList<>(map.namesAndValues());
      for (int i = 0; i < entries.size(); i += 2) {
        if (each || entries.get(i) instanceof Value.Scalar key && key.text().equals(part)) {
          entries.set(i + 1, pointed(entries.get(i + 1), pointer, from + 1, start));
        }
      }
      return new Value.Fields(map.type(), map.map(), entries);
    }
    int index = ParameterReference.asIndex(part);
    if (from < pointer.size() && value instanceof Value.Elements list && (each || index >= 0)) {
      List<Value> items = new ArrayList<>(list.values());
      for (int i = 0; i < items.size(); i++) {
        if (each || index == i) {
          items.set(i, pointed(items.get(i), pointer, from + 1, start));
        }
      }
      return new Value.Elements(list.type(), items);
    }
    return whole(value, start);
  }

  private Value whole(Value value, int start) {
    // What the hidden value shares with something that was read before has been shown there.
    allLost |= !secrets.addAll(value, start);
    return new Value.Hidden(value);
  }

  /** One argument, when all of it has been read. */
  Value settled(int index, Value argument) {
    for (ArgumentPart part : lost) {
      if (part.index() == index) {
        return new Value.Hidden(argument);
      }
    }
    for (Target target : targets) {
      if (target.part().index() == index && !isFound(target.object(), argument)) {
        return new Value.Hidden(argument);
      }
    }
    return argument;
  }

  /** A number in a field is another object each time that it is read, and known by its text. */
  private boolean isFound(Object object, Value argument) {
    if (met.containsKey(object)) {
      return true;
    }
    if (!(JdkScalars.read(object) instanceof Value.Scalar scalar)) {
      return false;
    }
    secrets.addAll(scalar, 0);
    return Secrets.isSaid(scalar.text(), argument);
  }

  /** Whether it is uncertain that this part holds none of those to be hidden. */
  boolean isLost(ArgumentPart read) {
    for (ArgumentPart part : lost) {
      if (part.index() == read.index() && part.path().meets(read.path())) {
        return true;
      }
    }
    return allLost;
  }

  boolean isAllLost() {
    return allLost;
  }
}
