package dev.callgate.agent.weave;

import dev.callgate.match.MethodKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.VisibilityBridgeStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Puts gates into the methods of one class, working from its bytes alone: no other class file is
 * looked up. Changes method bodies only, so the result is good for loading and for
 * retransformation. Thread-safe.
 */
public final class Weaver {
  // Java 7
  private static final int METHOD_HANDLES_SINCE = 51;

  private final ClassFileLocator adviceLocator = new Templates(Weaver.class.getClassLoader());

  // Frozen, validation off, no ignored methods: the class is as it is, and nothing in it is exempt.
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(VisibilityBridgeStrategy.Default.NEVER)
          .with(InstrumentedType.Factory.Default.FROZEN)
          .with(Implementation.Context.Disabled.Factory.INSTANCE)
          .with(TypeValidation.DISABLED)
          .ignore(ElementMatchers.none());

  /**
   * The class with a gate in each of {@code gates}.
   *
   * @param internalName the class's name with slashes
   * @param gates the methods and their gate ids
   * @param checked whether the methods may ask their checks, where the class file can: not in the
   *     JDK's own classes, of which such a call is made
   * @throws IllegalStateException when not exactly these methods were woven
   */
  public byte[] weave(
      String internalName, byte[] classFile, Map<MethodKey, Integer> gates, boolean checked) {
    byte[] woven =
        decorate(
            internalName,
            classFile,
            new CheckCall(gates, checked && majorVersion(classFile) >= METHOD_HANDLES_SINCE));
    int count = WovenMethods.count(woven, "enter");
    if (count != gates.size()) {
      throw new IllegalStateException(gates.size() + " gates expected, " + count + " woven");
    }
    return woven;
  }

  /**
   * A woven class out of which somebody took gates, with all of them again.
   *
   * @param gates all that it has to have
   * @param missing those of them that it has not
   * @throws IllegalStateException when not all of them stand in it afterwards
   */
  byte[] weaveAgain(
      String internalName,
      byte[] classFile,
      Map<MethodKey, Integer> gates,
      Map<MethodKey, Integer> missing) {
    byte[] woven = decorate(internalName, classFile, new CheckCall(missing, /* possible= */ false));
    Map<MethodKey, Integer> still = WovenMethods.lacking(woven, "enter", gates);
    if (!still.isEmpty()) {
      throw new IllegalStateException("no gate can be put into " + still.keySet());
    }
    return woven;
  }

  private byte[] decorate(String internalName, byte[] classFile, CheckCall calls) {
    String name = internalName.replace('/', '.');
    ClassFileLocator locator = ClassFileLocator.Simple.of(name, classFile);
    TypeDescription type = TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
    return byteBuddy
        .decorate(type, locator)
        .visit(advice(MethodAdvice.class, calls, /* constructors= */ false))
        .visit(advice(ConstructorAdvice.class, calls, /* constructors= */ true))
        .make()
        .getBytes();
  }

  /**
   * One of the JDK's own classes with these hooks.
   *
   * @throws IllegalStateException when it has not exactly these methods
   */
  byte[] hook(String internalName, byte[] classFile, List<JdkHook> hooks) {
    String name = internalName.replace('/', '.');
    ClassFileLocator locator = ClassFileLocator.Simple.of(name, classFile);
    TypeDescription type = TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
    var builder = byteBuddy.decorate(type, locator);
    for (JdkHook hook : hooks) {
      builder =
          builder.visit(
              new AsmVisitorWrapper.ForDeclaredMethods()
                  .invokable(
                      method -> hook.isIn(method.getInternalName(), method.getDescriptor()),
                      Advice.withCustomMapping()
                          .to(hook.template(), adviceLocator)
                          .withAssigner(CastOnlyAssigner.INSTANCE)));
    }
    byte[] hooked = builder.make().getBytes();
    int count = hooks(hooked, hooks);
    if (count != hooks.size()) {
      throw new IllegalStateException(
          hooks.size() + " hooks expected in " + name + ", " + count + " woven");
    }
    return hooked;
  }

  /** How many methods of a class call what these hooks call. */
  static int hooks(byte[] classFile, List<JdkHook> hooks) {
    Set<String> called = new HashSet<>();
    int count = 0;
    for (JdkHook hook : hooks) {
      count +=
          called.add(hook.bridgeMethod()) ? WovenMethods.count(classFile, hook.bridgeMethod()) : 0;
    }
    return count;
  }

  private AsmVisitorWrapper advice(Class<?> template, CheckCall calls, boolean constructors) {
    Map<MethodKey, Integer> gates = calls.gates();
    Advice advice =
        Advice.withCustomMapping()
            .bind(new GateIdMapping(gates))
            .bind(calls)
            .to(template, adviceLocator)
            .withAssigner(CastOnlyAssigner.INSTANCE);
    return new AsmVisitorWrapper.ForDeclaredMethods()
        .invokable(
            method -> constructors == method.isConstructor() && gates.containsKey(keyOf(method)),
            advice);
  }

  private static int majorVersion(byte[] classFile) {
    return (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
  }

  /** The gate of the method that is being woven. */
  static int gateOf(MethodDescription method, Map<MethodKey, Integer> gates) {
    Integer gate = gates.get(keyOf(method));
    if (gate == null) {
      throw new IllegalStateException("no gate for " + keyOf(method));
    }
    return gate;
  }

  private static MethodKey keyOf(MethodDescription method) {
    return new MethodKey(method.getInternalName(), method.getDescriptor());
  }

  /**
   * Replaces the parameter marked {@link GateId} by the constant of the method that is being woven.
   */
  private record GateIdMapping(Map<MethodKey, Integer> gates)
      implements Advice.OffsetMapping, Advice.OffsetMapping.Factory<GateId> {
    @Override
    public Class<GateId> getAnnotationType() {
      return GateId.class;
    }

    @Override
    public Advice.OffsetMapping make(
        ParameterDescription.InDefinedShape target,
        AnnotationDescription.Loadable<GateId> annotation,
        AdviceType adviceType) {
      return this;
    }

    @Override
    public Target resolve(
        TypeDescription instrumentedType,
        MethodDescription instrumentedMethod,
        Assigner assigner,
        Advice.ArgumentHandler argumentHandler,
        Sort sort) {
      return new Target.ForStackManipulation(
          IntegerConstant.forValue(gateOf(instrumentedMethod, gates)));
    }
  }
}
