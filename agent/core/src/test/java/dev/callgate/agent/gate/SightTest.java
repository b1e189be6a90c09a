package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallContext;
import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

/** Conditions on parts of arguments and on what is around a call, through a woven method. */
class SightTest {
  private static final String PROGRAM =
      """
      package shop;
      public class Tools {
        public static int runs;
        public static class Request {
          private String name;
          public Request(String name) { this.name = name; }
          public String name() { return name; }
          public String both() { Tools.runs++; return name + name; }
        }
        public static class Liar extends Request {
          public Liar() { super("search"); }
          public String name() { Tools.execute(this); return "search"; }
        }
        public static String execute(Request request) { runs++; return "ran " + request.name; }
        public static String ask(String name) { return execute(new Request(name)); }
        public static String lie() { return execute(new Liar()); }
        public static String inThread(String thread) throws Exception {
          Object[] out = new Object[1];
          Thread t = new Thread(() -> {
            try { out[0] = execute(new Request("x")); } catch (Throwable e) { out[0] = e; }
          }, thread);
          t.start();
          t.join();
          if (out[0] instanceof RuntimeException e) throw e;
          return (String) out[0];
        }
      }
      """;
  private static final String CALLER =
      """
      package shop;
      public class Agent {
        public static String ask(String name) { return Tools.ask(name); }
      }
      """;

  private static Class<?> program(String when) {
    return program(when, "Tools");
  }

  private static Class<?> program(String when, String type) {
    Gated gated =
        Gated.sources(
            PolicyText.rules(
                """
                id: r
                match: {class: shop.Tools, method: "execute(shop.Tools$Request request)"}
                decide: deny
                when: %s
                """
                    .formatted(when)),
            PROGRAM,
            CALLER);
    return gated.loader.define("shop." + type);
  }

  private static String call(Class<?> type, String method, Object... arguments) {
    try {
      return (String)
          (arguments.length == 0
              ? type.getMethod(method).invoke(null)
              : type.getMethod(method, String.class).invoke(null, arguments));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void refused(Class<?> type, String method, Object... arguments) {
    assertThatThrownBy(() -> call(type, method, arguments))
        .isInstanceOf(CallRefusedException.class);
  }

  @Test
  void anAccessorIsReadAndDecides() {
    Class<?> tools = program("{arg: request.name(), in: [delete]}");

    refused(tools, "ask", "delete");
    assertThat(call(tools, "ask", "search")).isEqualTo("ran search");
  }

  @Test
  void anAccessorThatComputesIsUndecidedAndNeverRun() throws Exception {
    Class<?> tools = program("{arg: request.name(), in: [delete]}");

    refused(tools, "lie");
    assertThat(tools.getField("runs").getInt(null)).isZero();

    Class<?> both = program("{arg: request.both(), eq: harmless}");
    refused(both, "ask", "search");
    assertThat(both.getField("runs").getInt(null)).isZero();
  }

  @Test
  void theStackIsSearchedForAClass() {
    assertThat(call(program("{called_from: shop.Agent}"), "ask", "x")).isEqualTo("ran x");
    refused(program("{called_from: shop.Agent}", "Agent"), "ask", "x");
    refused(program("{called_from: \"dev.callgate.agent.gate.*\"}"), "ask", "x");
    assertThat(call(program("{called_from: \"java.lang.**\"}"), "ask", "x"))
        .as("classes of the JDK are no callers")
        .isEqualTo("ran x");
  }

  @Test
  void theCallerIsTheNearestClass() {
    refused(program("{caller: class, eq: shop.Tools}"), "ask", "x");
    refused(program("{caller: package, eq: shop}"), "ask", "x");
    assertThat(call(program("{caller: class, eq: shop.Agent}", "Agent"), "ask", "x"))
        .isEqualTo("ran x");
    refused(program("{caller: module, eq: shop}"), "ask", "x");
    refused(program("{caller: module, exists: false}"), "ask", "x");
  }

  @Test
  void theThreadIsKnownByItsName() {
    Class<?> tools = program("{thread: name, glob: \"agent-*\"}");

    refused(tools, "inThread", "agent-1");
    assertThat(call(tools, "inThread", "worker-1")).isEqualTo("ran x");
    assertThat(call(program("{thread: virtual, eq: true}"), "ask", "x")).isEqualTo("ran x");
    refused(program("{thread: virtual, eq: false}"), "ask", "x");
  }

  @Test
  void whatTheProgramSaysHoldsForItsThreadUntilItIsClosed() {
    Class<?> tools = program("{not: {context: job, eq: nightly}}");

    refused(tools, "ask", "x");
    try (CallContext job = CallContext.with("job", "nightly")) {
      assertThat(job).isNotNull();
      assertThat(call(tools, "ask", "x")).isEqualTo("ran x");
      refused(tools, "inThread", "another");
      try (CallContext inner = CallContext.with("job", "other")) {
        assertThat(inner).isNotNull();
        refused(tools, "ask", "x");
      }
      assertThat(call(tools, "ask", "x")).isEqualTo("ran x");
    }
    refused(tools, "ask", "x");
  }

  @Test
  void aFactThatNobodyKeepsIsUndecided() {
    refused(program("{fact: tool.name, eq: search}"), "ask", "x");
    refused(program("{fact: tool.name, ne: search}"), "ask", "x");
  }

  @Test
  void moreTextThanIsLookedAtIsUndecidedAndReported() {
    Gated gated =
        Gated.sources(
            PolicyText.rules(
                """
                id: r
                match: {class: shop.Tools, method: "ask(String name)"}
                decide: deny
                when: {arg: name, regex: "^b*$"}
                """),
            PROGRAM);
    Class<?> tools = gated.loader.define("shop.Tools");

    assertThat(call(tools, "ask", "a".repeat(1000))).startsWith("ran a");
    assertThat(gated.log).isEmpty();
    refused(tools, "ask", "a".repeat(300_000));
    assertThat(gated.log).singleElement().asString().contains("CG-207", "Tools.ask");
  }
}
