package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;

/**
 * A gated interface with one method, in every form in which it can be implemented: the JVM makes
 * hidden classes of most of them, which it shows to no transformer.
 */
final class FunctionalCases {
  private FunctionalCases() {}

  static List<Case> cases() {
    String captured = "c";
    FunctionalCases self = new FunctionalCases();
    Marked lambda = x -> ran("l" + x);
    Marked capturing = x -> ran(captured + x);
    Marked ofStatic = FunctionalCases::ran;
    Marked bound = self::own;
    Unbound unbound = FunctionalCases::own;
    Making constructor = Made::new;
    Marked anonymous =
        new Marked() {
          @Override
          public String deed(String x) {
            return ran("a" + x);
          }
        };
    Generic<String> generic = x -> ran("g" + x);
    Specific specific = x -> ran("s" + x);
    Generic<String> bridged = specific;
    Both intersection = (Both & Serializable & Greeting) x -> ran("i" + x);
    Unmarked byRule = x -> ran("r" + x);
    Unmarked referenceByRule = FunctionalCases::ran;
    Named byName = x -> ran("n" + x);
    return new Cases("functional")
        .gated("class", "k1", () -> new Klass().deed("1"))
        .gated("anonymous-class", "a1", () -> anonymous.deed("1"))
        .gated("lambda", "l1", () -> lambda.deed("1"))
        .gated("capturing-lambda", "c1", () -> capturing.deed("1"))
        .gated("lambda-in-an-interface", "d1", () -> Greeting.lambda().deed("1"))
        .gated("reference-static", "1", () -> ofStatic.deed("1"))
        .gated("reference-bound", "o1", () -> bound.deed("1"))
        .gated("reference-unbound", "o1", () -> unbound.deed(self, "1"))
        .gated("reference-constructor", "m1", () -> constructor.deed("1").it)
        .gated("generic", "g1", () -> generic.deed("1"))
        .gated("specific", "s1", () -> specific.deed("1"))
        .gated("specific-by-its-bridge", "s1", () -> bridged.deed("1"))
        .gated("intersection", "i1", () -> intersection.deed("1"))
        .gated("serialized", "i1", () -> copied(intersection).deed("1"))
        .gated("subtypes-of/lambda", "r1", () -> byRule.deed("1"))
        .gated("subtypes-of/reference", "1", () -> referenceByRule.deed("1"))
        .gated("class-and-method/lambda", "n1", () -> byName.byName("1"))
        .gated("proxy", "p1", () -> proxy().deed("1"))
        .gated("method-handle-proxy", "1", () -> methodHandleProxy().deed("1"))
        .gated("hidden-class", "k1", () -> hidden(false).deed("1"))
        .gated("hidden-class-with-data", "k1", () -> hidden(true).deed("1"))
        .list();
  }

  private static String ran(String x) {
    Effects.ran();
    return x;
  }

  private String own(String x) {
    return ran("o" + x);
  }

  private static Both copied(Both lambda) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(lambda);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Both) in.readObject();
    }
  }

  private static Marked proxy() {
    return (Marked)
        Proxy.newProxyInstance(
            FunctionalCases.class.getClassLoader(),
            new Class<?>[] {Marked.class},
            (proxy, method, arguments) -> ran("p" + arguments[0]));
  }

  private static Marked methodHandleProxy() throws ReflectiveOperationException {
    MethodHandle handle =
        MethodHandles.lookup()
            .findStatic(
                FunctionalCases.class, "ran", MethodType.methodType(String.class, String.class));
    return MethodHandleProxies.asInterfaceInstance(Marked.class, handle);
  }

  private static Marked hidden(boolean withData) throws Exception {
    byte[] bytes;
    try (InputStream in =
        FunctionalCases.class.getResourceAsStream("FunctionalCases$Klass.class")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandles.Lookup hidden =
        withData
            ? lookup.defineHiddenClassWithClassData(
                bytes, "data", true, MethodHandles.Lookup.ClassOption.NESTMATE)
            : lookup.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE);
    return (Marked) hidden.lookupClass().getDeclaredConstructor().newInstance();
  }

  /** Public, as a method handle's proxy wants it. */
  public interface Marked {
    @Irreversible
    String deed(String x);
  }

  interface Unbound {
    @Irreversible
    String deed(FunctionalCases self, String x);
  }

  interface Making {
    @Irreversible
    Made deed(String x);
  }

  interface Generic<T> {
    @Irreversible
    String deed(T x);
  }

  /** A lambda for it gets a method for each of the two signatures. */
  interface Specific extends Generic<String> {
    @Override
    String deed(String x);
  }

  interface Both extends Marked {}

  interface Greeting {
    default String greeting() {
      return "hello";
    }

    static Marked lambda() {
      return x -> ran("d" + x);
    }
  }

  /** Only rules name it. */
  interface Unmarked {
    String deed(String x);
  }

  /** Only rules on the lambdas' own names. */
  interface Named {
    String byName(String x);
  }

  static final class Klass implements Marked {
    @Override
    public String deed(String x) {
      return ran("k" + x);
    }
  }

  static final class Made {
    final String it;

    Made(String x) {
      it = ran("m" + x);
    }
  }
}
