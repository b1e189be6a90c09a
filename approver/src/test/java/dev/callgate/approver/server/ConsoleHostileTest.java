package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.callgate.approver.server.ConsoleBrowser.Look;
import dev.callgate.cli.terminal.ArgumentWords;
import dev.callgate.protocol.CallRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that wants to be something else than text, and sessions that are over. */
class ConsoleHostileTest {
  private static final List<String> TEXTS =
      List.of(
          "<script>document.title='owned'</script>",
          "<img src=x onerror=\"document.title='owned'\">",
          "javascript:document.title='owned'",
          "${7*7} {{7*7}} <!--?lit$1$-->",
          "\u202e}txet desrever{\u202c",
          "\u2066isolated\u2069 zero\u200bwidth \ufeff",
          "first\nApproved by alice\r\u2028second\u0000\u001b[31m",
          "p\u0430ypal \u0440\u0430\u0443\u0440\u0430\u0443 \uff50\uff41\uff59 \u0391\u0392",
          "a".repeat(9000),
          "x" + " ".repeat(500) + "hidden behind spaces",
          "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357algo",
          "\u3164\u2800\u115f\u00ad blank letters \ue000",
          "\u05d0\u05d1 100 \u05d2\u05d3",
          "\u540d\u524dabc \ud835\udc29\ud835\udc1a\ud835\udc32",
          "");

  private static ConsoleBrowser browser;

  private TestApprover approver;
  private TestJvm jvm;

  @BeforeAll
  static void startBrowser() {
    browser = ConsoleBrowser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder, Clock.systemUTC());
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void hostileTextIsShownAndDoesNothing() throws Exception {
    Page page = browser.signedIn(approver, Look.PHONE, approver.aliceToken);
    for (String sent : TEXTS) {
      SampleCall call = SampleCall.refund();
      call.type = "com.acme." + sent;
      call.method = sent;
      call.message = sent;
      call.risk = sent;
      call.application = sent;
      call.thread = sent;
      call.requester = sent;
      call.undecided = List.of(sent);
      call.argument(sent, sent, sent, true);
      CallRequest request = call.submit(jvm);
      page.evaluate("id => { location.hash = '#/requests/' + id; }", request.requestId());
      page.getByText(request.requestId()).waitFor();

      assertThat(page.title()).endsWith("Callgate").doesNotContain("owned");
      assertThat(ConsoleBrowser.beyondTheEdge(page)).as("sideways by " + sent).isEmpty();
      String shown = page.locator(".detail").innerText();
      assertThat(shown)
          .doesNotContain("\u202e", "\u2066", "\u200b", "\u0000", "\u001b", "\u2028", "\u3164");
      assertThat(
              page.locator(".detail h1 script, .detail img, .detail a[href^=javascript]").count())
          .isZero();
      // The dialog repeats it.
      page.locator(".act-edit").click();
      page.locator(".decide").waitFor();
      assertThat(ConsoleBrowser.beyondTheEdge(page)).as("the dialog, by " + sent).isEmpty();
      page.keyboard().press("Escape");
    }
    browser.assertNoComplaints();
  }

  @Test
  void thePageAndTheTerminalWriteTheSame() {
    Page page = browser.signedIn(approver, Look.DESK, approver.aliceToken);
    List<String> expected = new ArrayList<>();
    for (String text : TEXTS) {
      expected.add(ArgumentWords.safe(text) + "|" + ArgumentWords.remarks(text));
    }

    Object shown =
        page.evaluate(
            """
            async (texts) => {
              const { safeText } = await import('/console/safe.js');
              const { remarks } = await import('/console/lookalikes.js');
              return texts.map((text) => safeText(text) + '|[' + remarks(text).join(', ') + ']');
            }
            """,
            TEXTS);

    List<?> texts = (List<?>) shown;
    for (int i = 0; i < expected.size(); i++) {
      assertThat(texts.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void noCharacterIsVisibleInTheOneAndHiddenInTheOther() {
    Page page = browser.signedIn(approver, Look.DESK, approver.aliceToken);

    // One bit for each character: whether it was written out.
    Object shown =
        page.evaluate(
            """
            async () => {
              const { safeText } = await import('/console/safe.js');
              let bits = '';
              for (let point = 0; point < 0x110000; point++) {
                bits += safeText(String.fromCodePoint(point)).startsWith('<U+') ? '1' : '0';
              }
              return bits;
            }
            """);

    String bits = String.valueOf(shown);
    List<String> differing = new ArrayList<>();
    for (int point = 0; point < 0x110000; point++) {
      // A browser may know of newer letters than this JDK.
      boolean known = Character.getType(point) != Character.UNASSIGNED;
      boolean escaped = ArgumentWords.safe(Character.toString(point)).startsWith("<U+");
      if (known && escaped != (bits.charAt(point) == '1')) {
        differing.add(Integer.toHexString(point));
      }
    }
    assertThat(differing).isEmpty();
  }

  @Test
  void whatIsTypedBecomesTheValueThatTheTerminalWouldSend() {
    Page page = browser.signedIn(approver, Look.DESK, approver.aliceToken);
    List<List<String>> typed = new ArrayList<>();
    for (String type :
        List.of(
            "int",
            "java.lang.Long",
            "java.math.BigDecimal",
            "boolean",
            "java.lang.Boolean",
            "java.lang.String",
            "char",
            "void",
            "com.acme.Colour",
            "int[]")) {
      for (String text :
          List.of(
              "1",
              "-0.10",
              "01",
              "true",
              "null",
              "",
              " ",
              "RED",
              "a b",
              "[1, 2.50]",
              "{\"a\":1,\"a\":2}",
              "{\"a\":{\"__proto__\":1}}",
              "\"x\\u0041\"",
              "12345678901234567890",
              "NaN",
              "+1",
              "'x'",
              "1 2")) {
        typed.add(List.of(type, text));
      }
    }
    List<String> expected =
        typed.stream().map(each -> ArgumentWords.json(each.get(0), each.get(1))).toList();

    Object shown =
        page.evaluate(
            """
            async (all) => {
              const { typed } = await import('/console/values.js');
              const { write } = await import('/console/exact.js');
              return all.map(([type, text]) => {
                try {
                  return write(typed(type, text));
                } catch {
                  return 'refused';
                }
              });
            }
            """,
            typed);

    assertThat(shown).isInstanceOf(List.class);
    List<?> values = (List<?>) shown;
    for (int i = 0; i < typed.size(); i++) {
      assertThat(values.get(i)).as(typed.get(i).toString()).isEqualTo(expected.get(i));
    }
  }

  @Test
  void anEndedSessionShowsNothingAnyMoreAndDecidesNothing(@TempDir Path folder) throws Exception {
    try (TestApprover timed = new TestApprover(folder)) {
      TestJvm other = timed.jvm();
      CallRequest request = SampleCall.refund().submit(other);
      Page page = browser.signedIn(timed, Look.DESK, timed.aliceToken);
      page.locator(".row").click();
      page.locator(".act-approve").click();
      page.locator("#confirm").waitFor();
      timed.clock.advance(Duration.ofMinutes(10));
      new RawHttp(timed).send("GET", "/healthz", null);
      signOutElsewhere(page);

      page.locator("#confirm").click();

      page.getByText("Your session has ended.").first().waitFor();
      assertThat(page.locator("#app").textContent()).doesNotContain("refund", "C-42");
      assertThat(timed.alice().show(request).body().get("state").asString()).isEqualTo("pending");
      // And the twin: signed in again, the same click decides.
      page.getByLabel("Your reviewer's token").fill(timed.aliceToken);
      page.locator("button.primary").click();
      page.locator(".act-approve").click();
      page.locator("#confirm").click();
      page.locator(".toast").getByText("Recorded: Approved by alice.").waitFor();
    }
  }

  @Test
  void aWrongTokenIsRefusedAndStaysNowhere() {
    Page page = browser.open(approver, Look.PHONE);
    page.getByLabel("Your reviewer's token").fill(approver.enrolmentToken);
    page.locator("button.primary").click();

    page.getByText("this is no reviewer's token").waitFor();
    assertThat(page.url()).doesNotContain("cge_");
    assertThat(page.getByLabel("Your reviewer's token").inputValue()).isEmpty();
    assertThat(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
        .asString()
        .doesNotContain("cg");

    // A whole connection file holds a token too.
    page.getByLabel("Your reviewer's token")
        .fill("url: https://localhost:1 token: " + approver.aliceToken + " pin: sha256:0");
    page.locator("button.primary").click();
    page.getByText("live").waitFor();
    assertThat(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
        .asString()
        .doesNotContain("cg");
    browser.assertNoComplaints();
  }

  @Test
  void thePolicyOfThePageHoldsInTheBrowser() {
    Page page = browser.open(approver, Look.DESK);
    page.getByLabel("Your reviewer's token").waitFor();

    Object tried =
        page.evaluate(
            """
            () => {
              const said = {};
              const script = document.createElement('script');
              try {
                script.text = 'document.title = "owned"';
                document.body.append(script);
                said.script = 'ran: ' + (document.title === 'owned');
              } catch (e) {
                said.script = 'refused';
              }
              try {
                document.body.innerHTML += '<p>owned</p>';
                said.markup = 'set';
              } catch (e) {
                said.markup = 'refused';
              }
              return said;
            }
            """);

    assertThat(tried).isEqualTo(Map.of("script", "refused", "markup", "refused"));
  }

  /** The session ends while the page still believes in it. */
  private static void signOutElsewhere(Page page) {
    page.evaluate(
        """
        () => fetch('/v1/session', { method: 'DELETE', headers: { 'X-Callgate-Console': '1' } })
        """);
  }
}
