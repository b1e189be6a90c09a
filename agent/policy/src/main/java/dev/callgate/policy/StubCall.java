package dev.callgate.policy;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.JdkParts;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.ValuePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that is only written down, so that rules can be asked about it without the program and its
 * classes. Immutable.
 *
 * @param className binary name of the class that has the method
 * @param annotations binary names of what the method or its class carries
 * @param supertypes binary names of what the class extends or implements; itself need not be in it
 * @param receiver what it is called on, as a view reads it; null for nothing
 * @param method as in the class file
 * @param descriptor as in the class file; its return type means nothing
 * @param arguments texts, exact decimals, booleans, lists of them, or null
 * @param parts what stands where in arguments and receiver; what is not named is missing
 * @param surroundings what is around it
 * @param now when it happens, in milliseconds since 1970
 */
public record StubCall(
    String className,
    Set<String> annotations,
    Set<String> supertypes,
    @Nullable Object receiver,
    String method,
    String descriptor,
    List<@Nullable Object> arguments,
    Map<Part, @Nullable Object> parts,
    Surroundings surroundings,
    long now)
    implements CallView, MethodScope {
  public StubCall {
    annotations = Set.copyOf(annotations);
    supertypes = Set.copyOf(supertypes);
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /**
   * A part of an argument or of the receiver.
   *
   * @param subject as in {@link CallView#part}
   */
  public record Part(int subject, ValuePath path) {}

  @Override
  public int argumentCount() {
    return arguments.size();
  }

  @Override
  public @Nullable Object argument(int index) {
    return arguments.get(index);
  }

  /** From the longest way that the test says something about, or from the whole argument. */
  @Override
  public @Nullable Object part(int subject, ValuePath path) {
    for (int length = path.steps().size(); length > 0; length--) {
      Part nearer = new Part(subject, new ValuePath(path.steps().subList(0, length)));
      if (parts.containsKey(nearer)) {
        ValuePath rest = new ValuePath(path.steps().subList(length, path.steps().size()));
        return JdkParts.follow(parts.get(nearer), rest, PartReader.NONE);
      }
    }
    return JdkParts.follow(subject(subject), path, PartReader.NONE);
  }

  @Override
  public boolean isLive() {
    return false;
  }

  /** The rule bound to this call's method; null when the rule is not about it. */
  public @Nullable BoundRule bind(Rule rule) {
    Match match = rule.match();
    boolean excluded = !match.matchesClassName(className) || match.excludes(className, method);
    return excluded || !concerns(match, className, annotations, supertypes)
        ? null
        : rule.bind(method, descriptor, this);
  }

  @Override
  public boolean isIn(Match match) {
    return match.matchesClassName(className)
        && !match.excludes(className, method)
        && concerns(match, className, annotations, supertypes)
        && match.namesMethod(method, descriptor);
  }

  /** Whether the class is one the match speaks of, before anything is excluded. */
  public static boolean concerns(
      Match match, String className, Set<String> annotations, Set<String> supertypes) {
    boolean named = match.classes().isEmpty();
    for (ClassPattern pattern : match.classes()) {
      named |= pattern.matches(className);
    }
    boolean annotated = match.annotations().isEmpty();
    for (String annotation : match.annotations()) {
      annotated |= annotations.contains(annotation);
    }
    boolean derived = match.subtypesOf().isEmpty();
    for (String type : match.subtypesOf()) {
      derived |= type.equals(className) || supertypes.contains(type);
    }
    return named && annotated && derived;
  }
}
