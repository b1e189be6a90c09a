package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of arguments in {@code message}, {@code show}, {@code redact} and {@code on_reject}. */
class PartsInTextsTest {
  private final Path directory;

  PartsInTextsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message: \"{request.name}\" | PATH001 7:24 a field is not read by its name",
        "message: \"{requst.name()}\" | REF001 7:16 no parameter 'requst'",
        "message: \"x {request.delete()}\" | PATH002 7:26 'delete()' does something",
        "message: \"{request.get(1)}\" | PATH001 7:28 'get' would take arguments",
        "message: \"{name()}\" | PATH001 7:20 'name' is a method",
        "message: \"{request.arguments()/password}\" | PATH001 7:35 unexpected '/'",
        "show: [request.nam] | PATH001 7:20 a field is not read by its name",
        "show: [request.arguments()/password] | PATH001 7:31 unexpected '/'",
        "redact: [request.name(] | PATH001 7:27 'name' would take arguments",
        "redact: [other.name()/a] | REF001 7:14 no parameter 'other'",
        "redact: [\"request.name()/a~2\"] | SCH005 7:31 not a JSON pointer",
        "on_reject: {return_message: \"NOT executed {request.close()}\"} | PATH002 7:56 'close()' does something"
      })
  void isWrongInTheSameWordsAsInACondition(String line, String expected) {
    assertThat(problems(line))
        .extracting(p -> p.code() + " " + p.line() + ":" + p.column() + " " + p.message())
        .anySatisfy(said -> assertThat(said).startsWith(expected));
  }

  @Test
  void isReadWhereverAWholeArgumentIs() throws PolicyException {
    BoundRule rule =
        bound(
            """
            message: "{request.name()} {0.headers()[\\"a}/b\\"][0]}"
                show: [request.name(), memoryId]
                redact: ["request.arguments()/a~1b/*/c", "request.headers()[\\"/\\"]"]""");

    assertThat(rule.shownParts()).containsExactly(part("request.name()"));
    assertThat(rule.shown()).containsExactly(1);
    assertThat(rule.hiddenParts())
        .containsExactly(part("request.arguments()/a~1b/*/c"), part("request.headers()[\"/\"]"));
    assertThat(rule.hiddenParts().get(0).pointer()).containsExactly("a/b", "*", "c");
    assertThat(rule.message(part -> part.index() + part.path().after("")))
        .isEqualTo("0name() 0headers()[\"a}/b\"][0]");
  }

  @Test
  void aHiddenPartHidesItsOwnPartsAndNothingBesideIt() throws PolicyException {
    BoundRule rule = bound("redact: [request.user(), request.arguments()/password]");

    assertThat(rule.isShown(part("request.user()"))).isFalse();
    assertThat(rule.isShown(part("request.user().name()"))).isFalse();
    assertThat(rule.isShown(part("request"))).as("but for that part").isTrue();
    assertThat(rule.isShown(part("request.arguments()"))).as("but for that part").isTrue();
    assertThat(rule.isShown(part("request.userName()"))).isTrue();
    assertThat(rule.isShown(part("memoryId"))).isTrue();
  }

  @Test
  void whatIsShownLeavesTheRestOut() throws PolicyException {
    BoundRule rule = bound("show: [request.user()]");

    assertThat(rule.isShown(part("request.user()"))).isTrue();
    assertThat(rule.isShown(part("request.user().name()"))).isTrue();
    assertThat(rule.isShown(part("request"))).isFalse();
    assertThat(rule.isShown(part("request.arguments()"))).isFalse();
    assertThat(rule.isShown(part("memoryId"))).isFalse();
  }

  private static ArgumentPart part(String text) {
    return Objects.requireNonNull(ArgumentPart.of(text, List.of("request", "memoryId")));
  }

  private BoundRule bound(String line) throws PolicyException {
    return Objects.requireNonNull(
        Policies.read(directory, policy(line))
            .rules()
            .get(0)
            .bind("execute", "(Lacme/Request;Ljava/lang/Object;)V"));
  }

  private static String policy(String line) {
    return """
    callgate: 1
    name: p
    rules:
      - id: r
        match: {class: acme.Tool, method: "execute(acme.Request request, Object memoryId)"}
        decide: gate
        %s
    """
        .formatted(line);
  }

  private List<Problem> problems(String line) {
    try {
      Policies.read(directory, policy(line));
      return List.of();
    } catch (PolicyException e) {
      return e.problems();
    }
  }
}
