package dev.callgate.policy.condition;

import dev.callgate.policy.Gate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a policy names a parameter: by the name its signature gives, by index from 0, or all of them
 * by {@link Gate#EVERY_ARGUMENT}.
 */
public final class ParameterReference {
  private static final int LONGEST_INDEX = 3;

  private ParameterReference() {}

  /** The index as far as this is one; -1 for a name. No method has more than 255 parameters. */
  public static int asIndex(String reference) {
    if (reference.isEmpty() || reference.length() > LONGEST_INDEX) {
      return -1;
    }
    int index = 0;
    for (int at = 0; at < reference.length(); at++) {
      char digit = reference.charAt(at);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      index = index * 10 + (digit - '0');
    }
    return index;
  }

  /** Where the referenced parameter stands; -1 when the method has none such. */
  public static int index(String reference, List<String> parameterNames) {
    int index = asIndex(reference);
    if (index >= 0) {
      return index < parameterNames.size() ? index : -1;
    }
    return parameterNames.indexOf(reference);
  }

  public static Set<Integer> indexes(List<String> references, List<String> parameterNames) {
    Set<Integer> indexes = new LinkedHashSet<>();
    for (String reference : references) {
      if (reference.equals(Gate.EVERY_ARGUMENT)) {
        for (int index = 0; index < parameterNames.size(); index++) {
          indexes.add(index);
        }
      } else {
        int index = index(reference, parameterNames);
        if (index >= 0) {
          indexes.add(index);
        }
      }
    }
    return indexes;
  }
}
