package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.ScriptedAsker;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Parts of arguments in what a reviewer sees: shown, spoken of, hidden. */
class ShownPartsTest {
  private static final String PROGRAM =
      """
      package shop;
      import java.util.*;
      public class Tools {
        public static int runs;
        public static class Request {
          private String name;
          private Object arguments;
          private Account account = new Account("alice", "tiger-7");
          private int pin = 90210;
          private String note = "nothing";
          public Request(String name, Object arguments) { this.name = name; this.arguments = arguments; }
          public String name() { return name; }
          public Object arguments() { return arguments; }
          public Account account() { return account; }
          public int pin() { return pin; }
          public String lazy() { if (name == null) { Tools.runs++; } return name; }
        }
        public static class Account {
          private final String user;
          private final String token;
          private Object self = this;
          Account(String user, String token) { this.user = user; this.token = token; }
          public String user() { return user; }
          public String token() { return token; }
          public Object self() { return self; }
        }
        public static Request last;
        public static String execute(Request request) { runs++; return "ran"; }
        public static String ask(String name, Object arguments) {
          last = new Request(name, arguments);
          return execute(last);
        }
        public static String noted(String note) {
          last = new Request("x", "");
          last.note = note;
          return execute(last);
        }
        public static void rename() { last.name = "other"; }
        public static String huge(String name) {
          char[] many = new char[5_000_000];
          Arrays.fill(many, 'x');
          return ask(name, new String(many));
        }
      }
      """;

  private record Program(Gated gated, Class<?> tools) {
    Object call(String method, Object... arguments) throws Exception {
      for (var each : tools.getMethods()) {
        if (each.getName().equals(method)) {
          try {
            return each.invoke(null, arguments);
          } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
              throw cause;
            }
            throw e;
          }
        }
      }
      throw new AssertionError(method);
    }

    CallRequest request() {
      return gated.approver.asked.get(gated.approver.asked.size() - 1).request();
    }

    Argument argument() {
      return request().arguments().get(0);
    }

    @Nullable String message() {
      return request().rules().get(0).message();
    }

    /** All that left the JVM. */
    String bytes() {
      return new String(
          gated.approver.asked.get(gated.approver.asked.size() - 1).envelope().unverifiedPayload(),
          java.nio.charset.StandardCharsets.UTF_8);
    }

    int runs() throws Exception {
      return tools.getField("runs").getInt(null);
    }
  }

  private static Program program(String... rules) {
    String[] whole = new String[rules.length];
    for (int i = 0; i < rules.length; i++) {
      whole[i] =
          "id: r"
              + i
              + "\nmatch: {class: shop.Tools, method: \"execute(shop.Tools$Request request)\"}\n"
              + (rules[i].contains("decide:") ? "" : "decide: gate\n")
              + rules[i];
    }
    Gated gated = Gated.sources(PolicyText.rules(whole), PROGRAM);
    return new Program(gated, gated.loader.define("shop.Tools"));
  }

  @Test
  void theMessageAndTheArgumentSayWhatAccessorsWouldReturn() throws Exception {
    Program program =
        program(
            "message: \"run {request.name()} with {request.arguments()}\"\nshow: [request.name(), request.arguments()]");
    program.gated.approver.approve();

    assertThat(program.call("ask", "delete", "{\"path\":\"/a\"}")).isEqualTo("ran");

    assertThat(program.message()).isEqualTo("run \"delete\" with \"{\\\"path\\\":\\\"/a\\\"}\"");
    assertThat(program.argument().display())
        .isEqualTo("name()=\"delete\", arguments()=\"{\\\"path\\\":\\\"/a\\\"}\"");
    assertThat(program.argument().redacted()).isFalse();
    assertThat(program.bytes()).doesNotContain("tiger-7", "90210");
  }

  @Test
  void aPartOfAJsonTextIsHiddenEverywhereAndTheRestIsShown() throws Exception {
    Program program =
        program(
            "message: \"with {request.arguments()}\"\nredact: [request.arguments()/password, \"request.arguments()/keys/*/secret\"]");
    program.gated.approver.approve();

    program.call(
        "ask",
        "login",
        "{\"user\":\"bob\",\"password\":\"hunter2\",\"keys\":[{\"secret\":12345678},{\"id\":7}],\"hint\":\"like hunter2!\"}");

    assertThat(program.bytes()).doesNotContain("hunter2", "12345678");
    assertThat(program.message())
        .contains("bob", "\\\"password\\\":\\\"(redacted)\\\"", "{\\\"id\\\":7}");
    assertThat(program.argument().display()).contains("name=\"login\"", "bob", "(redacted)");
    assertThat(program.runs()).isEqualTo(1);
  }

  @Test
  void aPartOfAMapIsHidden() throws Exception {
    Program program =
        program(
            "message: \"with {request.arguments()}\"\nredact: [request.arguments()/auth/password]");
    program.gated.approver.approve();

    program.call(
        "ask",
        "login",
        java.util.Collections.unmodifiableMap(
            new java.util.TreeMap<>(
                java.util.Map.of("auth", java.util.Map.of("password", "hunter2"), "user", "bob"))));

    assertThat(program.bytes()).doesNotContain("hunter2");
    assertThat(program.message()).contains("\"user\": \"bob\"", "\"password\": (redacted)");
  }

  @Test
  void whatIsNoJsonToEverybodyIsHiddenWhole() throws Exception {
    for (Object arguments :
        List.of(
            "{\"password\":\"hunter2\"",
            "{\"a\":1,\"password\":\"x\",\"password\":\"hunter2\"}",
            "password=hunter2",
            "[\"hunter2\"]",
            "\"hunter2\"",
            "{\"password\":\"hunter2\"," + "[".repeat(70) + "]".repeat(70) + "}",
            "{\"password\":\"hunter2\",\"a\":\"" + "x".repeat(300_000) + "\"}",
            new StringBuilder("{\"password\":\"hunter2\"}"),
            "{\"password\":\"hunter2\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            new Opaque("hunter2"))) {
      Program program =
          program(
              "message: \"with {request.arguments()}\"\nredact: [request.arguments()/password]");
      program.gated.approver.approve();

      program.call("ask", "login", arguments);

      assertThat(program.bytes()).doesNotContain("hunter2", "68756e74657232");
      assertThat(program.message()).isEqualTo("with (redacted)");
      assertThat(program.argument().display()).contains("name=\"login\"");
    }
  }

  /** A class that keeps its text in a field. */
  record Opaque(String password) {}

  @Test
  void aHiddenPartIsHiddenInTheWholeArgumentToo() throws Exception {
    Program program =
        program(
            "message: \"{request.account().user()} {request.account().token()} {request.pin()}\"\nredact: [request.account().token(), request.pin()]");
    program.gated.approver.approve();

    program.call("noted", "the token is tiger-7");

    assertThat(program.bytes()).doesNotContain("tiger-7", "90210");
    assertThat(program.message()).isEqualTo("\"alice\" (redacted) (redacted)");
    assertThat(program.argument().display())
        .contains("user=\"alice\"", "token=(redacted)", "pin=(redacted)", "note=(redacted)");
  }

  @Test
  void anotherWayToAHiddenObjectShowsNothingOfIt() throws Exception {
    Program program =
        program(
            "message: \"{request.account().self()} {request.account().token()}\"\nredact: [request.account()]");
    program.gated.approver.approve();

    program.call("ask", "x", "");

    assertThat(program.bytes()).doesNotContain("tiger-7", "alice");
    assertThat(program.message()).isEqualTo("(redacted) (redacted)");
  }

  @Test
  void whatCannotBeReadIsSaidAndNeverRun() throws Exception {
    Program program =
        program("message: \"{request.lazy()} {request.nowhere()}\"\nshow: [request.lazy()]");
    program.gated.approver.approve();

    program.call("ask", "x", "");

    assertThat(program.message())
        .isEqualTo(
            "(not readable: lazy() of shop.Tools$Request does more than return a field) (redacted)");
    assertThat(program.argument().display()).startsWith("lazy()=(not readable: ");
    assertThat(program.runs()).as("of the body alone").isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsHiddenTogetherWithItsArgument() throws Exception {
    Program program =
        program("message: \"{request.lazy()} {request.pin()}\"\nredact: [request.lazy()]");
    program.gated.approver.approve();

    program.call("ask", "hunter2", "");

    assertThat(program.bytes()).doesNotContain("hunter2");
    assertThat(program.argument().display()).isEqualTo("(redacted)");
    assertThat(program.message()).isEqualTo("(redacted) 90210");
  }

  @Test
  void anotherRuleThatShowsMoreShowsNoMore() throws Exception {
    Program program =
        program(
            "message: \"{request.arguments()} {request.name()}\"",
            "show: [request.name(), request.arguments()]\nredact: [request.arguments()]",
            "show: [request.name(), request.arguments(), request.pin()]");
    program.gated.approver.approve();

    program.call("ask", "login", "hunter2");

    assertThat(program.bytes()).doesNotContain("hunter2", "90210", "tiger-7");
    assertThat(program.argument().display()).isEqualTo("name()=\"login\"");
    assertThat(program.request().rules())
        .extracting(rule -> rule.message())
        .contains("(redacted) \"login\"");
  }

  @Test
  void aPartThatChangesWhileItIsLookedAtDoesNotRun() throws Exception {
    Program program = program("show: [request.name()]");
    program.gated.approver.then(
        asked -> {
          try {
            program.call("rename");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return program.gated.approver.decided(ScriptedAsker.decision(asked, Verdict.APPROVE));
        });

    assertThatThrownBy(() -> program.call("ask", "delete", ""))
        .isInstanceOf(CallRefusedException.class)
        .hasMessageContaining("changed");
    assertThat(program.runs()).isZero();
  }

  @Test
  void theAnswerInPlaceOfTheDeedHidesItToo() throws Exception {
    Program program =
        program(
            "decide: deny\non_reject: {return_message: \"NOT executed: {request.name()} {request.arguments()} {request.lazy()}\"}\nredact: [request.arguments()/password]");

    assertThat(program.call("ask", "login", "{\"password\":\"hunter2\"}"))
        .isEqualTo(
            "NOT executed: \"login\" \"{\\\"password\\\":\\\"(redacted)\\\"}\" (not readable: lazy() of shop.Tools$Request does more than return a field)");
    assertThat(program.runs()).isZero();
  }

  @Test
  void whatIsTooLargeToShowIsRefused() throws Exception {
    Program program = program("show: [request.name()]");

    assertThatThrownBy(() -> program.call("huge", "x"))
        .isInstanceOf(CallRefusedException.class)
        .hasMessageContaining("characters");
    assertThat(program.runs()).isZero();
    assertThat(program.gated.approver.asked).isEmpty();
  }
}
