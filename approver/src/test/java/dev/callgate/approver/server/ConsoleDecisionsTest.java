package dev.callgate.approver.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.ConsoleBrowser.Look;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People at browsers decide, and what they decided is what the approver signed for the JVM. */
class ConsoleDecisionsTest {
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
  void aCallComesByItselfAndIsApproved() throws Exception {
    Page page = signedIn(approver.aliceToken);
    page.getByText("Nothing waits for you.").waitFor();

    CallRequest request = SampleCall.refund().submit(jvm);
    row(page, request).click();
    page.locator(".act-approve").click();
    page.locator("#reason").fill("checked with the customer");
    page.locator("#confirm").click();

    told(page, "Recorded: Approved by alice.");
    CallDecision decision = decision(request);
    assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
    assertThat(decision.decidedBy()).containsExactly("alice");
    assertThat(decision.reason()).isEqualTo("checked with the customer");
    gone(page.locator(".actions"));
    gone(row(page, request));
    assertThat(page.title()).isEqualTo("Callgate");
    browser.assertNoComplaints();
  }

  @Test
  void aReasonGoesBackWithANo() throws Exception {
    CallRequest request = SampleCall.refund().submit(jvm);
    Page page = signedIn(approver.aliceToken);

    row(page, request).click();
    page.locator(".act-reject").click();
    page.locator("#reason").fill("ask for the <b>order</b> number first");
    page.locator("#confirm").click();

    told(page, "Recorded: Rejected by alice.");
    assertThat(decision(request).verdict()).isEqualTo(Verdict.REJECT);
    assertThat(decision(request).reason()).isEqualTo("ask for the <b>order</b> number first");
    assertThat(page.locator(".verdict").textContent()).contains("<b>order</b>");
  }

  @Test
  void anEditKeepsEveryDigitAndIsShownBeforeItIsSaid() throws Exception {
    SampleCall call = SampleCall.refund();
    call.argument("account", "long", "9007199254740993", true);
    CallRequest request = call.submit(jvm);
    Page page = signedIn(approver.aliceToken);
    row(page, request).click();
    page.locator(".act-edit").click();
    assertThat(page.locator("#confirm").isDisabled()).as("nothing is changed yet").isTrue();

    page.locator("#edit-0").fill("twelve");
    page.locator(".decide").getByText("expected a number").waitFor();
    assertThat(page.locator("#confirm").isDisabled()).isTrue();
    page.locator("#edit-0").fill("12.50");
    page.locator("#edit-1").fill("broken on arrival, kept");
    page.locator("#edit-2").fill("9007199254740995");
    assertThat(page.locator(".decide del").allTextContents())
        .containsExactly("removed: 120.10", "removed: sent back", "removed: 9007199254740993");
    assertThat(page.locator(".decide ins").allTextContents())
        .containsExactly("added: 12.50", "added: kept", "added: 9007199254740995");
    page.locator("#confirm").click();

    told(page, "Recorded: Approved with changes by alice.");
    String signed = new String(Json.write(decision(request).edits()), StandardCharsets.UTF_8);
    assertThat(signed)
        .contains("\"value\":12.50")
        .contains("\"value\":9007199254740995")
        .contains("\"value\":\"broken on arrival, kept\"")
        .doesNotContain("customerId");
    assertThat(page.locator(".verdict .edits").textContent()).contains("12.50", "9007199254740995");
  }

  @Test
  void anAnswerTakesTheCallsPlace() throws Exception {
    CallRequest request = SampleCall.refund().submit(jvm);
    Page page = signedIn(approver.aliceToken);
    row(page, request).click();
    page.keyboard().press("r");
    page.locator("#answer").fill("no refund: \"final sale\"");
    page.locator("#confirm").click();

    told(page, "Recorded: Answered by alice.");
    assertThat(requireNonNull(decision(request).response()).asString())
        .isEqualTo("no refund: \"final sale\"");
  }

  @Test
  void twoPeopleDecideACriticalCallAndNobodyIsToldThatItRunsBeforeBothHave() throws Exception {
    CallRequest request = SampleCall.purge().submit(jvm);
    Page alice = signedIn(approver.aliceToken);
    Page bob = signedIn(approver.bobToken);
    row(alice, request).click();
    row(bob, request).click();

    alice.locator(".act-approve").click();
    assertThat(alice.locator("#confirm").isDisabled()).as("before the second step").isTrue();
    alice.locator("#sure").check();
    alice.locator("#confirm").click();

    told(alice, "Your yes is recorded. It waits for 1 more of risk");
    assertThat(state(request)).isEqualTo(RequestState.PENDING);
    assertThat(alice.locator(".detail .badge.state-approved").count()).isZero();
    bob.locator(".notice.agreed").waitFor();
    assertThat(bob.locator(".notice.agreed").textContent()).contains("alice", "1 more of risk");

    bob.locator(".act-approve").click();
    bob.locator("#sure").check();
    bob.locator("#confirm").click();

    alice.locator(".verdict").getByText("Approved by alice and bob.").waitFor();
    gone(alice.locator(".actions"));
    assertThat(decision(request).decidedBy()).containsExactly("alice", "bob");
  }

  @Test
  void whatWasDecidedElsewhereIsNotDecidedAgain() throws Exception {
    CallRequest request = SampleCall.refund().submit(jvm);
    Page page = signedIn(approver.aliceToken);
    row(page, request).click();
    page.locator(".act-approve").click();
    page.locator("#confirm").waitFor();

    approver.bob().say(request, Verdict.REJECT);

    page.locator(".decide .problem").getByText("Too late: it is rejected already.").waitFor();
    gone(page.locator("#confirm"));
    page.keyboard().press("Escape");
    page.locator(".verdict.state-rejected").waitFor();
    gone(page.locator(".actions"));
    assertThat(page.locator("#alarm").textContent()).contains("This call is rejected", "bob");
  }

  @Test
  void anApproverThatDoesNotAnswerApprovedNothing() throws Exception {
    CallRequest request = SampleCall.refund().submit(jvm);
    Page page = signedIn(approver.aliceToken);
    row(page, request).click();
    page.locator(".act-approve").click();
    page.locator("#confirm").waitFor();

    approver.stop();
    page.locator(".line.off").waitFor();
    page.locator("#confirm").click();

    page.locator(".decide .problem").getByText("whether it was recorded is not known").waitFor();
    assertThat(page.locator("#app").textContent()).doesNotContain("Recorded:", "Approved by");
    assertThat(page.locator(".notice.lost").textContent()).contains("may be old");
    approver.start();
    assertThat(state(request)).isEqualTo(RequestState.PENDING);
  }

  @Test
  void theButtonsGoWhenTheTimeIsOver() throws Exception {
    SampleCall call = SampleCall.refund();
    call.expires = Duration.ofSeconds(6);
    CallRequest request = call.submit(jvm);
    Page page = signedIn(approver.aliceToken);
    page.evaluate("id => { location.hash = '#/requests/' + id; }", request.requestId());

    page.locator(".verdict.state-expired").waitFor();
    gone(page.locator(".actions"));
    gone(row(page, request));
    assertThat(state(request)).isEqualTo(RequestState.EXPIRED);
  }

  @Test
  void severalCallsOfOneJvmAreDecidedTogetherAndToldApart() throws Exception {
    CallRequest one = SampleCall.refund().submit(jvm);
    CallRequest two = SampleCall.refund().with("amount", "7.00").submit(jvm);
    CallRequest critical = SampleCall.purge().submit(jvm);
    CallRequest elsewhere = SampleCall.refund().submit(approver.jvm());
    SampleCall others = SampleCall.refund();
    others.demands.add(new Demand("shop/refund", List.of("risk"), 1, false));
    CallRequest notHers = others.submit(jvm);
    Page page = signedIn(approver.aliceToken);
    page.evaluate("id => { location.hash = '#/programs/' + id; }", jvm.id);
    page.locator(".card").nth(3).waitFor();

    page.locator(".all input").check();
    page.locator(".batch-actions .act-approve").click();
    page.locator("#batch-confirm").click();

    page.locator(".told").waitFor();
    page.locator(".batch-actions .act-reject").waitFor();
    assertThat(page.locator(".told li.well").count()).isEqualTo(2);
    assertThat(page.locator(".told li.problem").allTextContents())
        .singleElement()
        .asString()
        .contains(notHers.requestId().substring(0, 8), "in none of the groups");
    assertThat(state(one)).isEqualTo(RequestState.APPROVED);
    assertThat(state(two)).isEqualTo(RequestState.APPROVED);
    assertThat(state(notHers)).isEqualTo(RequestState.PENDING);
    assertThat(state(critical))
        .as("critical calls are not approved in a heap")
        .isEqualTo(RequestState.PENDING);
    assertThat(state(elsewhere)).isEqualTo(RequestState.PENDING);
    browser.assertNoComplaints();
  }

  @Test
  void aDayWithoutAMouse() throws Exception {
    CallRequest first = SampleCall.purge().submit(jvm);
    CallRequest second = SampleCall.refund().submit(jvm);
    Page page = browser.open(approver, Look.DESK);
    page.getByLabel("Your reviewer's token").waitFor();
    assertThat(focused(page)).isEqualTo("token");
    page.keyboard().insertText(approver.carolToken);
    page.keyboard().press("Enter");
    row(page, second).waitFor();

    String[] urgent = {first.requestId(), second.requestId()};
    page.keyboard().press("j");
    String marked = String.valueOf(page.evaluate("document.activeElement.dataset.id"));
    assertThat(marked).isIn((Object[]) urgent);
    page.keyboard().press("Enter");
    page.getByText(marked).waitFor();
    page.keyboard().press("Escape");
    page.evaluate("id => { location.hash = '#/requests/' + id; }", first.requestId());
    page.getByText(first.requestId()).waitFor();
    page.keyboard().press("a");
    page.locator("#sure").waitFor();
    assertThat(focused(page)).isEqualTo("sure");
    page.keyboard().press("Enter");
    assertThat(state(first)).as("Enter before the tick").isEqualTo(RequestState.PENDING);
    page.keyboard().press("Space");
    page.keyboard().press("Enter");
    told(page, "Recorded: Approved by carol.");
    assertThat(state(first)).isEqualTo(RequestState.APPROVED);

    page.keyboard().press("j");
    page.getByText(second.requestId()).waitFor();
    page.keyboard().press("x");
    page.locator("#reason").waitFor();
    // Shortcuts are letters while somebody types.
    page.keyboard().type("too early, ask again");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("confirm");
    page.keyboard().press("Enter");
    told(page, "Recorded: Rejected by carol.");
    assertThat(decision(second).reason()).isEqualTo("too early, ask again");
    page.keyboard().press("2");
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Decided")).waitFor();
    page.keyboard().press("3");
    page.locator("table.agents").waitFor();
    browser.assertNoComplaints();
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.id"));
  }

  private Page signedIn(String token) {
    return browser.signedIn(approver, Look.DESK, token);
  }

  private static Locator row(Page page, CallRequest request) {
    return page.locator(".row[data-id='" + request.requestId() + "']");
  }

  /** Waits until the page says that this was recorded. */
  private static void told(Page page, String words) {
    page.locator(".toast").getByText(words).waitFor();
  }

  private static void gone(Locator locator) {
    locator.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private RequestState state(CallRequest request) throws Exception {
    return approver.alice().show(request).as(RequestDetail.class).summary().state();
  }

  /** What the JVM gets, verified with the key that it pins. */
  private CallDecision decision(CallRequest request) throws Exception {
    return TestJvm.decisions(jvm.poll(0, 0), approver.decisionKey.publicKey()).stream()
        .filter(each -> each.requestId().equals(request.requestId()))
        .findFirst()
        .orElseThrow();
  }
}
