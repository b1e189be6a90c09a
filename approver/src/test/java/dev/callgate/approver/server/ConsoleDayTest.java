package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.ConsoleBrowser.Look;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reviewer's day from signing in to signing out: once with nothing but a keyboard, once with a
 * thumb on a phone in the dark. Every page on the way has no serious finding and nothing sideways.
 */
class ConsoleDayTest {
  private static ConsoleBrowser browser;

  private Path folder;
  private TestApprover approver;
  private RootHolder root;
  private TestJvm jvm;
  private Page page;

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
    this.folder = folder;
    approver = new TestApprover(folder, Clock.systemUTC());
    root = new RootHolder(approver);
    root.init();
    jvm = approver.jvm();
    page = browser.openAtLocalhost(approver, Look.DESK);
  }

  @AfterEach
  void stop() {
    page.context().close();
    approver.close();
  }

  @Test
  void withoutAMouse() throws Exception {
    VirtualAuthenticator.in(page);
    page.locator("#token:focus").waitFor();
    page.keyboard().insertText(approver.aliceToken);
    page.keyboard().press("Enter");
    page.getByText("live").waitFor();

    page.keyboard().press("p");
    page.getByText("You have none yet.").waitFor();
    tabTo("#passkey-name");
    page.keyboard().type("desk");
    page.keyboard().press("Enter");
    page.locator("[data-passkey]").waitFor();
    check("desk-passkeys");
    tabTo("[data-passkey] button");
    enrol(page.waitForDownload(() -> page.keyboard().press("Enter")));
    page.keyboard().press("1");

    CallRequest approved = signed();
    open(approved, "a");
    page.locator("#confirm:focus").waitFor();
    page.keyboard().press("Enter");
    told("Recorded: Approved by alice.");
    CallRequest edited = signed();
    open(edited, "e");
    page.keyboard().press("Control+A");
    page.keyboard().type("7.50");
    tabTo("#confirm");
    page.keyboard().press("Enter");
    told("Recorded: Approved with changes by alice.");
    CallRequest answered = signed();
    open(answered, "r");
    page.keyboard().type("no refund");
    tabTo("#confirm");
    page.keyboard().press("Enter");
    told("Recorded: Answered by alice.");
    CallRequest rejected = signed();
    open(rejected, "x");
    page.keyboard().type("ask for the order first");
    tabTo("#confirm");
    page.keyboard().press("Enter");
    told("Recorded: Rejected by alice.");

    CallRequest one = signed();
    CallRequest two = signed();
    open(one, "b");
    page.locator(".card").nth(1).waitFor();
    tabTo(".all input");
    page.keyboard().press("Space");
    tabTo(".batch-actions .act-approve");
    page.keyboard().press("Enter");
    page.locator("#batch-confirm:focus").waitFor();
    check("desk-batch-signed");
    page.keyboard().press("Enter");
    page.locator(".told .well").nth(1).waitFor();
    page.keyboard().press("2");
    page.locator(".row").first().waitFor();

    assertThat(List.of(state(approved), state(edited), state(answered), state(rejected)))
        .containsExactly(
            RequestState.APPROVED,
            RequestState.EDITED,
            RequestState.RESPONDED,
            RequestState.REJECTED);
    assertThat(List.of(state(one), state(two))).containsOnly(RequestState.APPROVED);
    browser.assertNoComplaints();
  }

  @Test
  void fromAPhone() throws Exception {
    page.context().close();
    page = browser.openAtLocalhost(approver, Look.PHONE);
    VirtualAuthenticator.in(page);
    page.getByLabel("Your reviewer's token").fill(approver.aliceToken);
    page.locator("button.primary").tap();
    page.getByText("live").waitFor();
    CallRequest approved = signed();
    CallRequest rejected = signed();
    row(approved).tap();
    page.locator("#signing code").waitFor();
    check("phone-not-in-the-bundle");
    page.locator("#signing a").tap();
    page.locator("#passkey-name").fill("phone");
    page.getByText("Make a passkey").tap();
    page.locator("[data-passkey]").waitFor();
    check("phone-passkeys");
    enrol(page.waitForDownload(() -> page.getByText("Save its file").tap()));
    page.getByText("Sign out").tap();
    page.locator("#with-passkey").tap();
    page.getByText("live").waitFor();

    page.locator("nav a").first().tap();
    row(approved).tap();
    page.locator(".act-approve:enabled").tap();
    check("phone-signing");
    page.locator("#confirm").tap();
    told("Recorded: Approved by alice.");
    page.locator(".back").tap();
    row(rejected).tap();
    page.locator(".act-reject").tap();
    page.locator("#reason").fill("not from a train");
    page.locator("#confirm").tap();
    told("Recorded: Rejected by alice.");

    assertThat(List.of(state(approved), state(rejected)))
        .containsExactly(RequestState.APPROVED, RequestState.REJECTED);
    browser.assertNoComplaints();
  }

  /** Goes on with Tab until this has the focus, as somebody without a mouse does. */
  private void tabTo(String wanted) {
    for (int i = 0; i < 60; i++) {
      if (Boolean.TRUE.equals(
          page.evaluate("wanted => document.activeElement?.matches(wanted)", wanted))) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("no way with Tab to " + wanted);
  }

  private void open(CallRequest call, String key) {
    page.keyboard().press("1");
    row(call).waitFor();
    page.keyboard().press("j");
    while (!Boolean.TRUE.equals(
        page.evaluate("id => document.activeElement?.dataset?.id === id", call.requestId()))) {
      page.keyboard().press("j");
    }
    page.keyboard().press("Enter");
    page.getByText(call.requestId()).waitFor();
    page.locator("#signing").getByText("asked for your passkey").waitFor();
    page.keyboard().press(key);
  }

  private Locator row(CallRequest call) {
    return page.locator(".row[data-id='" + call.requestId() + "']");
  }

  private void told(String words) {
    page.locator(".toast").getByText(words).waitFor();
  }

  private void enrol(Download file) throws Exception {
    Path saved = folder.resolve("passkey.json");
    file.saveAs(saved);
    root.addPasskey("alice", saved);
  }

  private CallRequest signed() throws Exception {
    SampleCall call = SampleCall.refund();
    call.demands.add(new Demand("shop/refund", List.of("ops"), 1, false, Assurance.REVIEWER));
    return call.submit(jvm);
  }

  private RequestState state(CallRequest call) throws Exception {
    return approver.alice().show(call).as(RequestDetail.class).summary().state();
  }

  /** Looks at the page, and writes its picture where somebody wants one. */
  private void check(String name) throws IOException {
    String pictures = System.getProperty("callgate.pictures");
    if (pictures != null && List.of("desk-passkeys", "phone-signing").contains(name)) {
      Files.createDirectories(Path.of(pictures));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of(pictures).resolve("console-" + name + ".png")));
    }
    assertThat(ConsoleBrowser.findings(page)).as("findings of axe-core on " + name).isEmpty();
    assertThat(ConsoleBrowser.beyondTheEdge(page)).as("sideways of " + name).isEmpty();
  }
}
