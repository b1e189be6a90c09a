package dev.callgate.agent.gate;

import dev.callgate.agent.value.ConversionException;
import dev.callgate.match.Descriptors;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/**
 * A gated method's types with their generics, read by reflection only when a person typed something
 * that has to fit them.
 *
 * @param parameters one for each parameter of the descriptor
 * @param returned the return type
 */
record ReflectedSignature(List<Type> parameters, Type returned) {
  /**
   * @throws ConversionException when the class or one of its types is not there
   */
  static ReflectedSignature of(GatePoint point) throws ConversionException {
    Class<?> declaring = point.declaringClass();
    if (declaring == null && !point.isHidden()) {
      throw new ConversionException("the method's class is gone");
    }
    try {
      if (declaring == null) {
        return ofHidden(point);
      }
      MethodType erased =
          MethodType.fromMethodDescriptorString(
              point.key().descriptor(), declaring.getClassLoader());
      Class<?>[] raw = erased.parameterArray();
      Executable executable =
          point.key().isConstructor()
              ? declaring.getDeclaredConstructor(raw)
              : method(declaring, point.key().name(), erased);
      Type[] generic = executable.getGenericParameterTypes();
      // Reflection leaves synthetic parameters of constructors out of the generic form.
      Type[] parameters = generic.length == raw.length ? generic : raw;
      Type returned =
          executable instanceof Method method ? method.getGenericReturnType() : void.class;
      return new ReflectedSignature(Arrays.asList(parameters), returned);
    } catch (ReflectiveOperationException
        | LinkageError
        | TypeNotPresentException
        | IllegalArgumentException e) {
      throw new ConversionException(
          "the types of "
              + Descriptors.sourceName("L" + point.className() + ";")
              + " cannot be read");
    }
  }

  /** Nobody can ask for a hidden class by name, and a lambda's methods have no generics anyway. */
  private static ReflectedSignature ofHidden(GatePoint point) throws ConversionException {
    ClassLoader owner = point.loader() == null ? null : point.loader().get();
    if (owner == null && point.loader() != null) {
      throw new ConversionException("the method's class is gone");
    }
    MethodType erased =
        MethodType.fromMethodDescriptorString(
            point.key().descriptor(), owner == null ? ClassLoader.getPlatformClassLoader() : owner);
    return new ReflectedSignature(List.copyOf(erased.parameterList()), erased.returnType());
  }

  private static Method method(Class<?> declaring, String name, MethodType erased)
      throws NoSuchMethodException {
    // Two methods of one class may differ in nothing but their return type.
    for (Method method : declaring.getDeclaredMethods()) {
      if (method.getName().equals(name)
          && method.getReturnType() == erased.returnType()
          && Arrays.equals(method.getParameterTypes(), erased.parameterArray())) {
        return method;
      }
    }
    throw new NoSuchMethodException(name);
  }
}
