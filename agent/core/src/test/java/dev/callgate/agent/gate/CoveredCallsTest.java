package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.CoveredCall;
import dev.callgate.protocol.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The approval of a tool's call covers what its rule says and its reviewer was shown, and nothing
 * that code in its neighbourhood thinks of.
 */
class CoveredCallsTest {
  private static final String TOOL =
      """
      package acme;
      import java.util.*;
      public class Tool {
        public static Runnable later = () -> {};
        public Tool(List<String> names) { for (String name : names) Disk.delete(name); }
        public static void built(List<String> names) { new Tool(names); }

        public static void tidy(String shape, List<String> names) throws Exception {
          switch (shape) {
            case "each" -> { for (String name : names) Disk.delete(name); }
            case "path" -> Disk.remove(java.nio.file.Path.of(names.get(0)));
            case "all" -> Disk.deleteAll(names);
            case "other" -> Disk.delete("precious");
            case "longer" -> Disk.delete(names.get(0) + "/");
            case "none" -> Disk.deleteAll(List.of());
            case "thread" -> {
              Thread thread = new Thread(() -> Disk.delete(names.get(0)));
              thread.start();
              thread.join();
            }
            case "later" -> later = () -> Disk.delete(names.get(0));
            case "failing" -> {
              later = () -> Disk.delete(names.get(0));
              throw new IllegalStateException("failed");
            }
            case "format" -> Disk.format(names.get(0));
            case "wipe" -> Disk.wipe(names.get(0));
            case "moved" -> Disk.move(names.get(0), names.get(1));
            case "moved back" -> Disk.move(names.get(1), names.get(0));
            case "hard" -> Disk.deleteHard(names.get(0));
            case "write" -> Disk.write(names.get(0), "not shown");
            case "nested" -> nested(names);
          }
        }

        public static void nested(List<String> names) { Disk.delete(names.get(0)); }
        public static void post(Letter letter) { letter.saved = true; Disk.send(letter, "to"); }
        public static void posted() { post(new Letter("dear")); }
        public static void forge(Letter letter) { Disk.send(new Letter(letter.text + "!"), "to"); }
        public static void forged() { forge(new Letter("dear")); }
      }
      """;
  private static final String DISK =
      """
      package acme;
      import java.util.*;
      public class Disk {
        public static final List<String> EFFECTS = new ArrayList<>();
        public static void delete(String name) { EFFECTS.add(name); }
        public static void remove(java.nio.file.Path path) { EFFECTS.add(path.toString()); }
        public static void deleteAll(List<String> names) { EFFECTS.addAll(names); }
        public static void format(String name) { EFFECTS.add(name); }
        public static void wipe(String name) { EFFECTS.add(name); }
        public static void move(String from, String to) { EFFECTS.add(from + to); }
        public static void write(String name, String text) { EFFECTS.add(name + text); }
        public static void deleteHard(String name) { deleteHard(name, true); }
        public static void deleteHard(String name, boolean hard) { EFFECTS.add(name); }
        public static void send(Letter letter, String to) { EFFECTS.add(letter.text + letter.saved); }
      }
      """;
  private static final String LETTER =
      """
      package acme;
      public class Letter {
        public final String text;
        public boolean saved;
        public Letter(String text) { this.text = text; }
      }
      """;

  private static final String DISK_RULES =
      "match: {class: acme.Disk, method: [\"delete(String name)\", \"deleteAll(java.util.List names)\", \"remove(java.nio.file.Path path)\", \"move(String from, String to)\", \"write(String name, String text)\", \"deleteHard(String name)\"]}\ndecide: gate";
  private static final String DELETE = "id: delete\n" + DISK_RULES;
  private static final String HARD =
      "id: hard\nmatch: {class: acme.Disk, method: \"deleteHard(String name, boolean hard)\"}\ndecide: gate";
  private static final String WIPE =
      "id: wipe\nmatch: {class: acme.Disk, method: \"wipe(String name)\"}\ndecide: gate\nrisk: critical";
  private static final String FORMAT =
      "id: format\nmatch: {class: acme.Disk, method: \"format(String name)\"}\ndecide: deny";
  private static final String SEND =
      "id: send\nmatch: {class: acme.Disk, method: \"send(acme.Letter letter, ..)\"}\ndecide: gate";

  @Test
  void aToolThatDeletesThreeFilesAsksOnce() throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 3, arguments: shown}"), DELETE);
    gated.approver.approve();

    tidy(gated, "each", "a", "b", "c");

    assertThat(effects(gated)).containsExactly("a", "b", "c");
    assertThat(gated.approver.asked).hasSize(1);
    assertThat(gated.approver.asked.get(0).request().covers())
        .containsExactly(new Covered(List.of("p/delete"), 3, Covered.Demand.SHOWN, List.of()));
  }

  /** Two people's rule is not answered by one person's yes to something around it. */
  @Test
  void aCoveredRuleThatDemandsMorePeopleIsAskedFor() throws Exception {
    String two = DELETE + "\ngate: {quorum: 2}";
    Gated gated = program(tool("{rules: [delete], at_most: 3}"), two);
    gated.approver.approve().reject("not both of us");

    assertThatThrownBy(() -> tidy(gated, "each", "a", "b"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
    assertThat(gated.approver.asked.get(1).request().demands())
        .containsExactly(new Demand("p/delete", List.of(), 2, false));
  }

  @Test
  void eachCoveredCallIsReportedUnderTheRequestThatCoversIt() throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 2}"), DELETE);
    gated.approver.approve();

    tidy(gated, "each", "a", "b");

    String request = gated.approver.asked.get(0).request().requestId();
    assertThat(gated.approver.covered).extracting(CoveredCall::requestId).containsOnly(request);
    assertThat(gated.approver.covered)
        .extracting(CoveredCall::requestDigest)
        .containsOnly(gated.approver.asked.get(0).envelope().payloadDigest());
    assertThat(gated.approver.covered)
        .extracting(call -> call.rules() + " " + call.method().name())
        .containsExactly("[p/delete] delete", "[p/delete] delete");
    assertThat(gated.approver.covered)
        .extracting(call -> call.arguments().get(0))
        .containsExactly(
            new Argument("name", "java.lang.String", "\"a\"", false, false),
            new Argument("name", "java.lang.String", "\"b\"", false, false));
    assertThat(gated.approver.covered).extracting(CoveredCall::callId).doesNotHaveDuplicates();
    assertThat(gated.approver.outcomes()).containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void aRejectedToolDeletesNothing() throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 3}"), DELETE);
    gated.approver.reject("keep them");

    assertThatThrownBy(() -> tidy(gated, "each", "a", "b", "c"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
    assertThat(gated.approver.covered).isEmpty();
  }

  @Test
  void oneFileMoreIsAskedFor() throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 3}"), DELETE);
    gated.approver.approve().reject("three were said");

    assertThatThrownBy(() -> tidy(gated, "each", "a", "b", "c", "d"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).containsExactly("a", "b", "c");
    assertThat(gated.approver.asked.get(1).request().method().name()).isEqualTo("delete");
  }

  /** What reads the same is the same, and a list counts when all that it holds was shown. */
  @ParameterizedTest
  @CsvSource({"path, a", "all, 'a b c'", "moved, ab"})
  void shownValuesComeInOtherShapes(String shape, String effect) throws Exception {
    Gated gated = program(tool("{rules: [delete]}"), DELETE);
    gated.approver.approve();

    tidy(gated, shape, "a", "b", "c");

    assertThat(effects(gated)).containsExactly(effect.split(" "));
    assertThat(gated.approver.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "longer", "none", "thread", "moved back", "write"})
  void whatTheReviewerWasNotShownIsAskedFor(String shape) throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 9}"), DELETE);
    gated.approver.approve().approve();

    tidy(gated, shape, "a", "b");

    assertThat(gated.approver.asked).hasSize(2);
    assertThat(gated.approver.covered).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "longer", "none", "moved back", "write"})
  void whatTheReviewerWasNotShownDoesNotHappenWhenRejected(String shape) throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 9}"), DELETE);
    gated.approver.approve().reject("not this");

    assertThatThrownBy(() -> tidy(gated, shape, "a", "b"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void aDeleteFromElsewhereIsAskedFor() throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 9}"), DELETE);
    gated.approver.approve().reject("who are you");

    tidy(gated, "nothing", "a");
    assertThatThrownBy(() -> delete(gated, "a")).hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  /** An approval ends with its body, also with one that throws. */
  @ParameterizedTest
  @ValueSource(strings = {"later", "failing"})
  void whatIsLeftOfAnApprovalEndsWithItsBody(String shape) throws Exception {
    Gated gated = program(tool("{rules: [delete], at_most: 9}"), DELETE);
    gated.approver.approve().reject("too late");
    if (shape.equals("failing")) {
      assertThatThrownBy(() -> tidy(gated, shape, "a"))
          .hasCauseInstanceOf(IllegalStateException.class);
    } else {
      tidy(gated, shape, "a");
    }
    Runnable later = (Runnable) gated.loader.define("acme.Tool").getField("later").get(null);

    assertThatThrownBy(later::run).isInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void aRuleThatDeniesIsNeverCovered() throws Exception {
    Gated gated = program(tool("{rules: [\"p/*\"], at_most: 9}"), DELETE, FORMAT);
    gated.approver.approve();

    assertThatThrownBy(() -> tidy(gated, "format", "a"))
        .hasCauseInstanceOf(CallRefusedException.class)
        .hasRootCauseMessage(
            "NOT EXECUTED: Disk.format was not executed and nothing was changed: the rule p/format forbids it; nobody was asked. Do not try it again and do not reach for the same effect in another way. [callgate DENIED]");

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void aCriticalRuleIsCoveredOnlyByItsName() throws Exception {
    Gated byPattern = program(tool("{rules: [\"p/*\"], at_most: 9}"), WIPE);
    byPattern.approver.approve().reject("never");
    assertThatThrownBy(() -> tidy(byPattern, "wipe", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);
    assertThat(effects(byPattern)).isEmpty();

    Gated byName = program(tool("{rules: [p/wipe]}"), WIPE);
    byName.approver.approve();
    tidy(byName, "wipe", "a");
    assertThat(effects(byName)).containsExactly("a");
    assertThat(byName.approver.asked).hasSize(1);
  }

  @Test
  void everyRuleOfTheInnerCallHasToBeCovered() throws Exception {
    String all = "id: all\nmatch: {class: acme.Disk, method: \"delete*\"}\ndecide: gate";
    Gated gated = program(tool("{rules: [delete]}"), DELETE, all);
    gated.approver.approve().reject("nobody said all");

    assertThatThrownBy(() -> tidy(gated, "each", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  /** Adding a rule makes nothing weaker: all that ask have to cover it in the same words. */
  @Test
  void everyRuleOfTheOuterCallHasToCoverIt() throws Exception {
    String tools = "id: tools\nmatch: {class: acme.Tool, method: tidy}\ndecide: gate";
    Gated gated = program(tool("{rules: [delete]}"), DELETE, tools);
    gated.approver.approve().reject("the other rule does not say so");

    assertThatThrownBy(() -> tidy(gated, "each", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(gated.approver.asked.get(0).request().covers()).isEmpty();
    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void aHiddenValueWasNotShown() throws Exception {
    Gated gated = program(tool("{rules: [delete]}") + "\nredact: [names]", DELETE);
    gated.approver.approve().reject("which one");

    assertThatThrownBy(() -> tidy(gated, "each", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void aValueThatWasCutWasNotShown() throws Exception {
    Gated gated = program(tool("{rules: [delete]}"), DELETE);
    gated.approver.approve().reject("I cannot see that");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      names.add("file-" + i);
    }

    assertThatThrownBy(() -> tidy(gated, "each", names.toArray(new String[0])))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  /** The values that a person typed are those that the person has seen. */
  @Test
  void afterAnEditTheEditedValuesCount() throws Exception {
    String editable =
        "id: tool\nmatch: {class: acme.Tool, method: \"tidy(String shape, java.util.List names)\"}\ndecide: gate\n"
            + "gate: {decisions: [approve, edit, reject], editable: [names], covers: [{rules: [delete], at_most: 2}]}";
    Gated gated = program(editable, DELETE);
    gated.approver.edit(Map.of("names", "[\"b\"]"));

    tidy(gated, "each", "a");

    assertThat(effects(gated)).containsExactly("b");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @Test
  void theOthersAreFreeWhereSomeArgumentsAreNamed() throws Exception {
    Gated named = program(tool("{rules: [delete], arguments: [name]}"), DELETE);
    named.approver.approve();
    tidy(named, "write", "a");
    assertThat(effects(named)).containsExactly("anot shown");
    assertThat(named.approver.asked).hasSize(1);

    Gated misnamed = program(tool("{rules: [delete], arguments: [file]}"), DELETE);
    misnamed.approver.approve().reject("no such argument");
    assertThatThrownBy(() -> tidy(misnamed, "write", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);
    assertThat(effects(misnamed)).isEmpty();
  }

  /** One deed counts once, also where two rules see it on its way. */
  @Test
  void aCoveredCallThatIsPassedOnCountsOnce() throws Exception {
    Gated gated = program(tool("{rules: [delete, hard], arguments: [name]}"), DELETE, HARD);
    gated.approver.approve();

    tidy(gated, "hard", "a");

    assertThat(effects(gated)).containsExactly("a");
    assertThat(gated.approver.asked).hasSize(1);
    assertThat(gated.approver.covered).hasSize(1);

    Gated notCovered = program(tool("{rules: [delete], arguments: [name]}"), DELETE, HARD);
    notCovered.approver.approve().reject("not hard");
    assertThatThrownBy(() -> tidy(notCovered, "hard", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);
    assertThat(effects(notCovered)).isEmpty();
  }

  /** The reviewer was told what this approval covers, and not what covered calls would. */
  @Test
  void whatACoveredCallWouldCoverIsAskedFor() throws Exception {
    String nested =
        "id: nested\nmatch: {class: acme.Tool, method: \"nested(java.util.List names)\"}\ndecide: gate\n"
            + "gate: {covers: [{rules: [delete]}]}";
    Gated gated = program(tool("{rules: [nested]}"), DELETE, nested);
    gated.approver.approve().reject("I was not told");

    assertThatThrownBy(() -> tidy(gated, "nested", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(gated.approver.covered)
        .extracting(call -> call.method().name())
        .containsExactly("nested");
    assertThat(effects(gated)).isEmpty();
  }

  /** Inside a call that was asked for itself, the approval around both still counts. */
  @Test
  void aCallInsideAnotherApprovedOneIsCovered() throws Exception {
    String nested =
        "id: nested\nmatch: {class: acme.Tool, method: \"nested(java.util.List names)\"}\ndecide: gate";
    Gated gated = program(tool("{rules: [delete]}"), DELETE, nested);
    gated.approver.approve().approve();

    tidy(gated, "nested", "a");

    assertThat(effects(gated)).containsExactly("a");
    assertThat(gated.approver.asked).hasSize(2);
  }

  @Test
  void anObjectThatTheBodyPreparesIsTheSameObject() throws Exception {
    Gated gated = program(letters("post", "same"), SEND);
    gated.approver.approve();

    call(gated, "posted");

    assertThat(effects(gated)).containsExactly("deartrue");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @Test
  void anotherObjectOrAChangedValueIsNot() throws Exception {
    Gated another = program(letters("forge", "same"), SEND);
    another.approver.approve().reject("another letter");
    assertThatThrownBy(() -> call(another, "forged"))
        .hasCauseInstanceOf(CallRefusedException.class);
    assertThat(effects(another)).isEmpty();

    Gated shown = program(letters("post", "shown"), SEND);
    shown.approver.approve().reject("it is saved now");
    assertThatThrownBy(() -> call(shown, "posted")).hasCauseInstanceOf(CallRefusedException.class);
    assertThat(effects(shown)).isEmpty();
  }

  /** Nobody sees a constructor throw, so nobody knows when its approval ends. */
  @Test
  void theApprovalOfAConstructorCoversNothing() throws Exception {
    Gated gated =
        program(
            "id: new\nmatch: {class: acme.Tool, method: \"<init>(java.util.List names)\"}\ndecide: gate\ngate: {covers: [{rules: [delete]}]}",
            DELETE);
    gated.approver.approve().reject("no");

    assertThatThrownBy(
            () ->
                gated
                    .loader
                    .define("acme.Tool")
                    .getMethod("built", List.class)
                    .invoke(null, List.of("a")))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(gated.approver.asked.get(0).request().covers()).isEmpty();
    assertThat(effects(gated)).isEmpty();
  }

  private static String tool(String covers) {
    return "id: tool\nmatch: {class: acme.Tool, method: \"tidy(String shape, java.util.List names)\"}\ndecide: gate\n"
        + "gate: {covers: [%s]}".formatted(covers);
  }

  private static String letters(String method, String demand) {
    return "id: letters\nmatch: {class: acme.Tool, method: \"%s(acme.Letter letter)\"}\ndecide: gate\ngate: {covers: [{rules: [send], arguments: %s}]}"
        .formatted(method, demand);
  }

  private static Gated program(String... rules) {
    return Gated.sources(PolicyText.rules(rules), TOOL, DISK, LETTER);
  }

  private static void tidy(Gated gated, String shape, String... names) throws Exception {
    gated
        .loader
        .define("acme.Tool")
        .getMethod("tidy", String.class, List.class)
        .invoke(null, shape, List.of(names));
  }

  private static void delete(Gated gated, String name) throws Exception {
    gated.loader.define("acme.Disk").getMethod("delete", String.class).invoke(null, name);
  }

  private static void call(Gated gated, String method) throws Exception {
    gated.loader.define("acme.Tool").getMethod(method).invoke(null);
  }

  @SuppressWarnings("unchecked")
  private static List<String> effects(Gated gated) throws Exception {
    return (List<String>) gated.loader.define("acme.Disk").getField("EFFECTS").get(null);
  }
}
