package dev.callgate.policy.view;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: class_name}: the binary name of a value's class, and of a {@code Class} its own. Of
 * classes that are made at run time, such as proxies and lambdas, the name says nothing.
 */
public record ClassNameView() implements View {
  @Override
  public Truth test(@Nullable Object value, Operator operator, CallView call) {
    return test(value, operator, call.isLive());
  }

  /** In a call that is only written down, a text stands for an object of the class it names. */
  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    if (value == null) {
      return operator.test(null);
    }
    if (!live && value instanceof String name) {
      return operator.test(name);
    }
    Class<?> type = value instanceof Class<?> named ? named : value.getClass();
    return type.isHidden() || isProxy(type) ? Truth.UNDECIDED : operator.test(type.getName());
  }

  /** By its superclass, which no class has without the JDK: reflection is not for the reader. */
  private static boolean isProxy(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.getName().equals("java.lang.reflect.Proxy");
  }

  @Override
  public String words() {
    return "class_name";
  }

  @Override
  public ValueKind seen() {
    return ValueKind.TEXT;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.ANYTHING || declared == ValueKind.MANY;
  }

  @Override
  public char separator() {
    return '.';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    if (constant.indexOf('/') >= 0 || constant.indexOf(' ') >= 0) {
      return "write it with dots, as in com.acme.Tool";
    }
    return constant.endsWith(".class") ? "write it without .class" : null;
  }
}
