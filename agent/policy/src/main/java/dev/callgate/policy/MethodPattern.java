package dev.callgate.policy;

import dev.callgate.policy.condition.Glob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of a class: a name, a {@link Glob} over names, or a signature.
 *
 * @param name never matches a constructor unless it is {@code <init>} itself
 * @param parameters the first ones, or all; null when the pattern says nothing about parameters
 * @param open whether any further parameters may follow, written {@code ..}
 */
public record MethodPattern(Glob name, @Nullable List<Parameter> parameters, boolean open) {
  public MethodPattern {
    parameters = parameters == null ? null : List.copyOf(parameters);
  }

  /**
   * Whether this method is meant.
   *
   * @param methodName as in the class file
   * @param descriptor as in the class file; the return type is not looked at
   */
  public boolean matches(String methodName, String descriptor) {
    if (methodName.charAt(0) == '<' ? !methodName.equals(exactName()) : !name.matches(methodName)) {
      return false;
    }
    return parameters == null || parametersFit(parameters, descriptor);
  }

  /** The one name this pattern means; null when it is a glob. */
  public @Nullable String exactName() {
    return name.isLiteral() ? name.text() : null;
  }

  private boolean parametersFit(List<Parameter> expected, String descriptor) {
    int at = 1;
    for (Parameter parameter : expected) {
      String type = parameter.descriptor();
      if (!descriptor.startsWith(type, at)) {
        return false;
      }
      at += type.length();
    }
    return open || descriptor.charAt(at) == ')';
  }

  /** As a policy writes it. */
  @Override
  public String toString() {
    if (parameters == null) {
      return name.text();
    }
    StringBuilder text = new StringBuilder(name.text()).append('(');
    for (Parameter parameter : parameters) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(parameter);
    }
    if (open) {
      text.append(parameters.isEmpty() ? ".." : ", ..");
    }
    return text.append(')').toString();
  }
}
