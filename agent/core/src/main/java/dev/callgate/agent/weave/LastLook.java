package dev.callgate.agent.weave;

import dev.callgate.agent.gate.GateTable;
import dev.callgate.match.LoaderMap;
import dev.callgate.match.MethodKey;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Sees each class as all other agents have left it, and puts back the gates that one of them took
 * out; where that is impossible, the class does not load, or stays as it was. Thread-safe.
 *
 * <p>It has to be asked after every other agent's transformers, which {@code LastInLine} sees to.
 * Asked any earlier it would see what the JVM then does not run; and there is no way to ask the JVM
 * afterwards what it runs.
 */
public final class LastLook implements ClassFileTransformer {
  private final ClassLoader agentLoader;
  private final GateTransformer transformer;
  private final Weaver weaver;
  private final GateTable gates;
  private final Consumer<String> report;
  private final LoaderMap<Boolean> told = new LoaderMap<>();

  /**
   * @param transformer asked before the other agents: knows what has to be in a class
   * @param report takes one line for each class out of which gates were taken
   */
  public LastLook(
      ClassLoader agentLoader,
      GateTransformer transformer,
      Weaver weaver,
      GateTable gates,
      Consumer<String> report) {
    this.agentLoader = agentLoader;
    this.transformer = transformer;
    this.weaver = weaver;
    this.gates = gates;
    this.report = report;
    // Loaded now: a class that is loaded inside a transformer is shown to no transformer.
    RefusedClass.is(RefusedClass.WITHOUT_MESSAGE);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == agentLoader) {
      return null;
    }
    String name = className;
    try {
      if (name == null) {
        name = new ClassReader(classFile).getClassName();
      }
      return look(loader, name, redefined != null, classFile);
    } catch (Throwable e) {
      return refuse(loader, name, redefined != null, e);
    }
  }

  private byte @Nullable [] look(
      @Nullable ClassLoader loader, String name, boolean isLoaded, byte[] classFile) {
    Woven made = transformer.made(loader, name);
    boolean unhooked = loader == null && transformer.hooks().lacks(name, classFile);
    if (made == null && !unhooked || RefusedClass.is(classFile)) {
      return null;
    }
    if (made != null && made.refusal() != null) {
      // Somebody answered our refusal with bytes of their own.
      tell(loader, name, "which must not load", made.refusal());
      return RefusedClass.bytes(made.refusal());
    }
    byte[] whole = unhooked ? transformer.hooks().hook(name, classFile) : null;
    if (made != null) {
      byte[] hooked = whole == null ? classFile : whole;
      Map<MethodKey, Integer> missing = WovenMethods.lacking(hooked, "enter", made.gates());
      if (!missing.isEmpty()) {
        whole = weaver.weaveAgain(name, hooked, made.gates(), missing);
      }
    }
    if (whole != null) {
      tell(loader, name, "and put back", null);
    }
    return whole;
  }

  private byte[] refuse(
      @Nullable ClassLoader loader, @Nullable String name, boolean isLoaded, Throwable cause) {
    try {
      String why = "another agent took its gates out, and they cannot be put back: " + cause;
      tell(
          loader,
          name == null ? "a class without a name" : name,
          isLoaded ? "so the class stays as it was" : "so the class does not load",
          cause.toString());
      return RefusedClass.bytes(why);
    } catch (Throwable again) {
      return RefusedClass.WITHOUT_MESSAGE;
    }
  }

  /** Counts it, and says so once for each class. */
  private void tell(@Nullable ClassLoader loader, String name, String what, @Nullable String why) {
    gates.stripped();
    if (told.get(loader, name) == null) {
      told.put(loader, name, true);
      report.accept(
          "callgate: CG-211 gates taken out by another agent: "
              + name.replace('/', '.')
              + ", "
              + what
              + (why == null ? "" : " (" + why.replace('\n', ' ') + ")")
              + "; find that agent, and start the program without it");
    }
  }
}
