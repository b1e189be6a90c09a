package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ArmedBridge;
import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.policy.PolicySet;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of method, woven, verified by the JVM, and run. */
class WovenShapesTest {
  private static final Map<String, byte[]> CLASSES = ClassFiles.compile(Shapes.SOURCE);
  private static final WovenLoader WOVEN =
      new WovenLoader(CLASSES, PolicySet.annotationOnly(), new GateTable());

  /** Answers the first call, lets all further ones run, and remembers what it met. */
  private static final class Recorder implements ArmedBridge.Entry {
    final List<List<@Nullable Object>> met = new ArrayList<>();
    final List<@Nullable Throwable> ended = new ArrayList<>();
    @Nullable Object ticket;
    @Nullable Throwable refusal;
    int edited = -1;
    @Nullable Object edit;

    @Override
    public @Nullable Object enter(int gate, @Nullable Object receiver, @Nullable Object[] arguments)
        throws Throwable {
      met.add(new ArrayList<>(java.util.Arrays.asList(arguments)));
      if (refusal != null) {
        throw refusal;
      }
      if (edited >= 0) {
        arguments[edited] = edit;
      }
      return ticket;
    }

    @Override
    public void exit(Object given, @Nullable Object returned, @Nullable Throwable thrown) {
      assertThat(given).isSameAs(ticket);
      ended.add(thrown);
    }
  }

  private final Recorder recorder = new Recorder();

  private Class<?> shapes() {
    ArmedBridge.behave(recorder);
    return WOVEN.define("acme.Shapes");
  }

  @Test
  void everyAnnotatedMethodIsGatedAndNothingElse() {
    shapes();
    Set<String> gated = WOVEN.defineAll();

    assertThat(gated)
        .contains(
            "acme.Shapes.z(Z)Z",
            "acme.Shapes.priv(I)I",
            "acme.Shapes.generic(Ljava/lang/Comparable;)Ljava/lang/Comparable;",
            "acme.Shapes$GatedShape.stat(I)Ljava/lang/String;",
            "acme.Shapes$GatedShape.p(I)I",
            "acme.Shapes$Rec.twice()I",
            "acme.Shapes$Rec.a()I",
            "acme.Shapes$Mode.own(I)I",
            "acme.Shapes$Mode$1.v(I)I",
            "acme.Shapes$Cmp.compare(Ljava/lang/String;Ljava/lang/String;)I",
            "acme.Shapes$Derived.covariant()Ljava/lang/String;",
            "acme.Shapes$Built.<init>(IJD)V",
            "acme.Shapes$1.run()V")
        .doesNotContain(
            "acme.Shapes$Rec.<init>(ILjava/lang/String;)V",
            "acme.Shapes$Rec.equals(Ljava/lang/Object;)Z",
            "acme.Shapes$Shape.def(I)Ljava/lang/String;",
            "acme.Shapes$Cmp.compare(Ljava/lang/Object;Ljava/lang/Object;)I",
            "acme.Shapes$Derived.covariant()Ljava/lang/Object;",
            "acme.Shapes$Base.covariant()Ljava/lang/Object;")
        .noneMatch(name -> name.contains("lambda$") || name.contains("<clinit>"));
  }

  @Test
  void harmlessCallsDoWhatTheyDidBefore() throws Exception {
    List<?> before = run(new Plain(CLASSES).loadClass("acme.Shapes"));

    assertThat(run(shapes())).isEqualTo(before);

    assertThat(recorder.met).hasSizeGreaterThan(50);
    assertThat(recorder.ended).isEmpty();
  }

  @Test
  void approvedCallsDoWhatTheyDidBeforeAndEachEndIsNoticed() throws Exception {
    List<?> before = run(new Plain(CLASSES).loadClass("acme.Shapes"));
    recorder.ticket = "ticket";

    assertThat(run(shapes())).isEqualTo(before);

    // A constructor that throws cannot be seen to end.
    assertThat(recorder.ended).hasSize(recorder.met.size() - 1);
    assertThat(recorder.ended.stream().filter(thrown -> thrown != null))
        .extracting(Throwable::getMessage)
        .containsExactly("checked", "s");
  }

  static List<Arguments> single() {
    return List.of(
        Arguments.of("z", boolean.class, true, false, true),
        Arguments.of("b", byte.class, (byte) 1, (byte) 5, (byte) 6),
        Arguments.of("c", char.class, 'a', 'e', 'f'),
        Arguments.of("s", short.class, (short) 1, (short) 5, (short) 6),
        Arguments.of("i", int.class, 1, 5, 6),
        Arguments.of("j", long.class, 1L, 5L, 6L),
        Arguments.of("f", float.class, 1f, 5f, 6f),
        Arguments.of("d", double.class, 1d, 5d, 6d),
        Arguments.of("text", String.class, "a", "b", "b!"),
        Arguments.of("ints", int[].class, new int[] {1}, new int[] {5}, new int[] {6}),
        Arguments.of(
            "matrix", long[][].class, new long[0][], new long[][] {{5}}, new long[][] {{5}}));
  }

  @ParameterizedTest
  @MethodSource("single")
  void theArgumentThatIsInTheArrayRuns(
      String name, Class<?> type, Object given, Object edit, Object result) throws Exception {
    recorder.ticket = "ticket";
    recorder.edited = 0;
    recorder.edit = edit;

    assertThat(method(name, type).invoke(null, given)).isEqualTo(result);

    assertThat(recorder.met.get(0).get(0)).isEqualTo(given);
  }

  @ParameterizedTest
  @MethodSource("single")
  void anAnswerTakesThePlaceOfTheBody(
      String name, Class<?> type, Object given, Object answer, Object result) throws Exception {
    recorder.ticket = new Object[] {answer};

    assertThat(method(name, type).invoke(null, given)).isEqualTo(answer);

    assertThat(recorder.ended).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("single")
  void aRefusalComesOutOfTheCall(
      String name, Class<?> type, Object given, Object answer, Object result) throws Exception {
    recorder.refusal = new SecurityException("no");
    Method method = method(name, type);

    assertThatThrownBy(() -> method.invoke(null, given))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseReference(recorder.refusal);
  }

  @Test
  void aBodyWithoutAResultIsSkipped() throws Exception {
    List<?> log = (List<?>) shapes().getField("LOG").get(null);
    log.clear();
    recorder.ticket = new Object[] {null};

    method("nothing").invoke(null);
    assertThat(log).isEmpty();

    recorder.ticket = null;
    method("nothing").invoke(null);
    assertThat(log).hasSize(1);
  }

  @Test
  void eachOfManyArgumentsKeepsItsPlace() throws Exception {
    Method many =
        method(
            "many",
            boolean.class,
            byte.class,
            char.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            Object.class,
            int[].class);
    recorder.ticket = "ticket";
    Object[] edits = {false, (byte) 9, 'y', (short) 9, 9, 9L, 9f, 9d, "p", new int[9]};
    String[] results = {
      "false1x2345.06.0o7",
      "true9x2345.06.0o7",
      "true1y2345.06.0o7",
      "true1x9345.06.0o7",
      "true1x2945.06.0o7",
      "true1x2395.06.0o7",
      "true1x2349.06.0o7",
      "true1x2345.09.0o7",
      "true1x2345.06.0p7",
      "true1x2345.06.0o9"
    };
    for (int i = 0; i < edits.length; i++) {
      recorder.edited = i;
      recorder.edit = edits[i];
      assertThat(many.invoke(null, true, (byte) 1, 'x', (short) 2, 3, 4L, 5f, 6d, "o", new int[7]))
          .isEqualTo(results[i]);
    }
  }

  @Test
  void aConstructorIsRefusedBeforeAnythingIsBuilt() throws Exception {
    shapes();
    Constructor<?> built = WOVEN.define("acme.Shapes$Built").getDeclaredConstructor(String.class);
    built.setAccessible(true);
    recorder.refusal = new SecurityException("no");

    assertThatThrownBy(() -> built.newInstance("x")).hasCauseReference(recorder.refusal);

    recorder.refusal = null;
    recorder.ticket = "ticket";
    recorder.edited = 0;
    recorder.edit = "edited";
    assertThat(built.newInstance("x")).extracting("how", "sum").containsExactly("edited", 6L);
  }

  @Test
  void aTicketOfAnyClassButAnArrayRunsTheBody() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    for (Object ticket : List.of("text", 1, new int[0], new ArrayList<>(), runs)) {
      recorder.ticket = ticket;
      assertThat(method("i", int.class).invoke(null, 1)).isEqualTo(2);
    }
  }

  private Method method(String name, Class<?>... parameters) throws Exception {
    Method method = shapes().getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  private static List<?> run(Class<?> shapes) throws Exception {
    return (List<?>) shapes.getMethod("run").invoke(null);
  }

  /** Defines class files as they are. */
  private static final class Plain extends ClassLoader {
    private final Map<String, byte[]> classes;

    Plain(Map<String, byte[]> classes) {
      super(WovenShapesTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
