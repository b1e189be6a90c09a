package dev.callgate.approver.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.ConsoleBrowser.Look;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SignedReview;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustRoots;
import dev.callgate.protocol.TrustedReviewer;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passkeys in a real browser with a virtual authenticator: made, taken into the trust bundle by
 * those who hold its root, and used. What the approver decides by them is verified as a JVM does.
 */
class ConsolePasskeysTest {
  private static ConsoleBrowser browser;

  private Path folder;
  private TestApprover approver;
  private RootHolder root;
  private TestJvm jvm;
  private Page page;
  private VirtualAuthenticator authenticator;

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
    jvm = approver.jvm();
    page = browser.openAtLocalhost(approver, Look.DESK);
    authenticator = VirtualAuthenticator.in(page);
    signIn(approver.aliceToken);
  }

  @AfterEach
  void stop() {
    page.context().close();
    approver.close();
  }

  @Test
  void aPasskeyIsMadeNamedAndTakenOutAndEachIsInTheLog() throws Exception {
    make("laptop");
    assertThat(page.locator("[data-passkey]").textContent())
        .contains("laptop", "Ed25519", "not in the trust bundle", "not used to sign in yet");

    page.getByText("Rename").click();
    page.locator("#renaming").fill("work laptop");
    page.locator("#renaming").press("Enter");
    page.locator("[data-passkey]").getByText("work laptop").waitFor();
    page.getByText("Remove…").click();
    page.locator("#removing").click();
    page.getByText("You have none yet.").waitFor();

    assertThat(log())
        .containsSubsequence(
            "passkey.added reviewer:alice laptop at https://localhost:"
                + approver.approver().uri().getPort()
                + " (ed25519)",
            "passkey.renamed reviewer:alice laptop is now work laptop (ed25519)",
            "passkey.removed reviewer:alice work laptop (ed25519)");
    assertThat(log().stream().filter(line -> line.startsWith("action.confirmed")))
        .as("taking it out took the passkey itself")
        .hasSize(1);
    browser.assertNoComplaints();
  }

  /** Every kind of key that a JVM verifies, of those that this browser's authenticator makes. */
  @Test
  void eachKindOfKeySignsInAndTheSessionEndsWithIt() throws Exception {
    for (long algorithm : List.of(-7L, -8L, -257L)) {
      VirtualAuthenticator.only(page, algorithm);
      make("key " + algorithm);
      leave();
      page.locator("#with-passkey").click();
      page.getByText("live").waitFor();
      assertThat(page.locator(".me").textContent()).contains("alice");

      page.evaluate("() => { location.hash = '#/passkeys'; }");
      page.getByText("Remove…").click();
      page.locator("#removing").click();
      // It had opened the session itself.
      page.getByLabel("Your reviewer's token").waitFor();
      page.locator("#with-passkey").click();
      page.getByText("nobody has this passkey here").waitFor();
      page.reload();
      signIn(approver.aliceToken);
    }
  }

  @Test
  void aCallThatTakesASignatureSaysSoAndIsReleasedByAPasskeyInTheBundleOnly() throws Exception {
    CallRequest call = submit();
    show(call);
    assertThat(signing()).contains("takes your own signature", "no trust bundle");
    root.init();
    reload(call);
    assertThat(signing())
        .contains(
            "not in the trust bundle (version 1)", "callgate trust add-reviewer trust.json alice");
    assertThat(page.locator(".act-approve").isDisabled()).isTrue();
    assertThat(page.locator(".act-reject").isEnabled()).isTrue();
    page.keyboard().press("a");
    assertThat(page.locator("dialog[open]").count()).isZero();

    make("laptop");
    root.addPasskey("alice", download());
    page.reload();
    page.locator("[data-passkey]").getByText("in the trust bundle", exact()).waitFor();
    show(call);
    page.locator("#signing").getByText("You will be asked for your passkey.").waitFor();
    approve();
    told("Recorded: Approved by alice.");

    ReviewEnvelope own = signed(decision(call));
    SignedReview verified = SignedReview.verify(own, trusted());
    verified.requireAbout(call.requestId(), TestReviewer.digest(call));
    verified.requireSays(Verdict.APPROVE, List.of(), null);

    // The same assertion is good for nothing else.
    CallRequest other = submit();
    refused(approver.alice(), other, own, "a review of another request");
    assertThatThrownBy(() -> verified.requireAbout(other.requestId(), TestReviewer.digest(other)))
        .isInstanceOf(ProtocolException.class);
    refused(
        approver.alice(), other, tampered(own, s -> s.replace("approve", "reject ")), "challenge");
    assertThat(state(other)).isEqualTo(RequestState.PENDING);
    assertThat(
            approver
                .alice()
                .client
                .send("POST", path(call), approver.aliceToken, Json.write(own))
                .errorCode())
        .as("sent again")
        .isEqualTo("too_late");
    // Nor where the passkey is meant for another address, or its person was taken out.
    assertThatThrownBy(() -> SignedReview.verify(own, elsewhere(trusted())))
        .hasMessageContaining("at another origin, https://localhost");
    root.remove("alice");
    assertThatThrownBy(() -> SignedReview.verify(own, trusted()))
        .hasMessageContaining("a key that nobody has in the trust bundle of version 3");
    refused(approver.alice(), other, own, "trust bundle of version 3");
    browser.assertNoComplaints();
  }

  @Test
  void anEditAnAnswerAndSeveralCallsAreSignedOneByOneAndANoIsNot() throws Exception {
    root.init();
    make("laptop");
    root.addPasskey("alice", download());
    CallRequest edited = submit();
    CallRequest answered = submit();
    CallRequest rejected = submit();
    CallRequest one = submit();
    CallRequest two = submit();

    show(edited);
    page.locator("#signing").waitFor();
    page.locator(".act-edit:enabled").click();
    page.locator("#edit-0").fill("12.50");
    page.locator("#confirm").click();
    told("Recorded: Approved with changes by alice.");
    show(answered);
    page.locator(".act-respond:enabled").click();
    page.locator("#answer").fill("no \u00fc \u0000".replace("\u0000", "\""));
    page.locator("#confirm").click();
    told("Recorded: Answered by alice.");
    show(rejected);
    page.locator(".act-reject").click();
    page.locator("#reason").fill("not today");
    page.locator("#confirm").click();
    told("Recorded: Rejected by alice.");
    page.evaluate("id => { location.hash = '#/programs/' + id; }", jvm.id);
    page.getByText("All 2").click();
    page.getByText("Approve 2…").click();
    page.locator(".signing").getByText("asked for 2 times").waitFor();
    page.locator("#batch-confirm").click();
    page.locator(".told .well").nth(1).waitFor();

    for (CallRequest call : List.of(edited, answered, one, two)) {
      SignedReview.verify(signed(decision(call)), trusted())
          .requireAbout(call.requestId(), TestReviewer.digest(call));
    }
    assertThat(decision(edited).edits().get(0).value().toString()).isEqualTo("12.50");
    assertThat(requireNonNull(decision(answered).response()).asString()).isEqualTo("no \u00fc \"");
    assertThat(decision(rejected).reviews().get(0).signed()).isNull();
  }

  @Test
  void whoIsNotRecognisedSignsNothingAndMakesNothing() throws Exception {
    root.init();
    make("laptop");
    root.addPasskey("alice", download());
    CallRequest call = submit();
    authenticator.recognises(false);

    show(call);
    page.locator(".act-approve:enabled").click();
    page.locator("#confirm").click();
    page.locator(".decide .problem").getByText("the passkey did not answer").waitFor();
    assertThat(page.locator(".decide .problem").textContent()).contains("nothing was sent");
    assertThat(state(call)).isEqualTo(RequestState.PENDING);
    // A page that leaves the check out gets an assertion, and nobody takes it.
    page.evaluate(
        """
        () => {
          const get = navigator.credentials.get.bind(navigator.credentials);
          navigator.credentials.get = options => {
            options.publicKey.userVerification = 'discouraged';
            return get(options);
          };
        }
        """);
    page.locator("#confirm").click();
    page.locator(".decide .problem").getByText("did not verify its user").waitFor();
    assertThat(state(call)).isEqualTo(RequestState.PENDING);

    authenticator.recognises(true);
    page.reload();
    approve();
    told("Recorded: Approved by alice.");
  }

  @Test
  void aPageThatShowsAnotherCallThanItsProgramSignedSaysSoAndSignsNothing() throws Exception {
    root.init();
    make("laptop");
    root.addPasskey("alice", download());
    CallRequest call = submit();
    UnaryOperator<String> smaller = body -> body.replace("\"120.10\"", "\"12.01\"");
    page.route(
        url -> url.contains("/v1/requests/" + call.requestId()) && !url.endsWith("/envelope"),
        route -> {
          var answer = route.fetch();
          route.fulfill(
              new Route.FulfillOptions().setResponse(answer).setBody(smaller.apply(answer.text())));
        });

    show(call);

    page.locator(".detail .problem").getByText("not what the program has signed").waitFor();
    assertThat(page.locator(".act-approve").isDisabled()).isTrue();
    page.unrouteAll();
    page.reload();
    page.locator(".act-approve:enabled").waitFor();
  }

  @Test
  void aChallengeIsGoodOnceForOnePersonAndHere() throws Exception {
    String made =
        String.valueOf(
            page.evaluate(
                """
                async () => {
                  const api = await import('/console/api.js');
                  const { make } = await import('/console/passkey.js');
                  const { attestationObject, clientDataJson } = await make(await api.passkeyOptions());
                  return JSON.stringify({ name: 'x', attestationObject, clientDataJson });
                }
                """));
    String here = "localhost:" + approver.approver().uri().getPort();

    assertThat(register(approver.bobToken, here, made)).contains("signed no challenge");
    // Bob's try has used it up.
    assertThat(register(approver.aliceToken, here, made)).contains("signed no challenge");

    String again =
        String.valueOf(
            page.evaluate(
                """
                async () => {
                  const api = await import('/console/api.js');
                  const { make } = await import('/console/passkey.js');
                  const { attestationObject, clientDataJson } = await make(await api.passkeyOptions());
                  return JSON.stringify({ name: 'x', attestationObject, clientDataJson });
                }
                """));
    assertThat(register(approver.aliceToken, "localhost:1", again)).contains("does not verify");
    make("good");
  }

  private String register(String token, String host, String body) throws Exception {
    return new RawHttp(approver)
        .sendTo(
            host,
            "POST",
            "/v1/passkeys",
            body,
            "Authorization: Bearer " + token,
            "Content-Type: application/json")
        .body();
  }

  private void signIn(String token) {
    page.getByLabel("Your reviewer's token").fill(token);
    page.locator("button.primary").click();
    page.getByText("live").waitFor();
  }

  private void leave() {
    page.getByText("Sign out").click();
    page.getByLabel("Your reviewer's token").waitFor();
  }

  private void make(String name) {
    page.evaluate("() => { location.hash = '#/passkeys'; }");
    page.locator("#passkey-name").fill(name);
    page.getByText("Make a passkey").click();
    page.locator("[data-passkey]").getByText(name).waitFor();
  }

  private Path download() {
    Download download = page.waitForDownload(() -> page.getByText("Save its file").click());
    Path file = folder.resolve("passkey.json");
    download.saveAs(file);
    return file;
  }

  private CallRequest submit() throws Exception {
    SampleCall call = SampleCall.refund();
    call.demands.add(new Demand("shop/refund", List.of("ops"), 1, false, Assurance.REVIEWER));
    return call.submit(jvm);
  }

  private void show(CallRequest call) {
    page.evaluate("id => { location.hash = '#/requests/' + id; }", call.requestId());
    page.getByText(call.requestId()).waitFor();
  }

  private void reload(CallRequest call) {
    page.reload();
    page.getByText(call.requestId()).waitFor();
    page.locator("#signing").getByText("version").waitFor();
  }

  private String signing() {
    page.locator("#signing code").waitFor();
    return page.locator("#signing").textContent();
  }

  private void approve() {
    page.locator(".act-approve:enabled").click();
    assertThat(page.locator("#confirm").textContent()).contains("with your passkey");
    page.locator("#confirm").click();
  }

  private void told(String words) {
    page.locator(".toast").getByText(words).waitFor();
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** The bundle as a JVM takes it. */
  private TrustBundle trusted() throws Exception {
    Envelope envelope = Envelope.parse(Files.readAllBytes(approver.trust()));
    List<String> roots = Json.read(envelope.unverifiedPayload(), TrustBundle.class).roots();
    return TrustRoots.parse(roots, 1).verify(envelope);
  }

  private static TrustBundle elsewhere(TrustBundle bundle) {
    List<TrustedReviewer> reviewers =
        bundle.reviewers().stream()
            .map(
                each ->
                    new TrustedReviewer(
                        each.name(),
                        each.groups(),
                        each.roles(),
                        each.credentials().stream()
                            .map(
                                key ->
                                    new ReviewCredential(
                                        key.id(),
                                        key.key(),
                                        key.rpId(),
                                        List.of("https://localhost:1")))
                            .toList()))
            .toList();
    return new TrustBundle(
        bundle.v(),
        bundle.version(),
        bundle.notBeforeMillis(),
        bundle.notAfterMillis(),
        bundle.roots(),
        bundle.threshold(),
        bundle.approverKeys(),
        bundle.logKeys(),
        reviewers);
  }

  private CallDecision decision(CallRequest call) throws Exception {
    return TestJvm.decisions(jvm.poll(0, 0), approver.decisionKey.publicKey()).stream()
        .filter(each -> each.requestId().equals(call.requestId()))
        .findFirst()
        .orElseThrow();
  }

  private static ReviewEnvelope signed(CallDecision decision) {
    return requireNonNull(decision.reviews().get(0).signed());
  }

  private static ReviewEnvelope tampered(ReviewEnvelope own, UnaryOperator<String> how) {
    String said = new String(Base64.getDecoder().decode(own.payload()), StandardCharsets.UTF_8);
    return new ReviewEnvelope(
        own.payloadType(),
        Base64.getEncoder().encodeToString(how.apply(said).getBytes(StandardCharsets.UTF_8)),
        own.signatures());
  }

  private static String path(CallRequest call) {
    return "/v1/requests/" + call.requestId() + "/signed-review";
  }

  private static void refused(
      TestReviewer reviewer, CallRequest call, ReviewEnvelope own, String why) throws Exception {
    Answer answer = reviewer.client.send("POST", path(call), reviewer.token, Json.write(own));
    assertThat(answer.status()).isIn(400, 403);
    assertThat(answer.body().at("/error/message").asString()).contains(why);
  }

  private RequestState state(CallRequest call) throws Exception {
    return approver.alice().show(call).as(RequestDetail.class).summary().state();
  }

  private List<String> log() throws Exception {
    List<String> lines = new ArrayList<>();
    for (var each : approver.alice().get("/v1/audit/entries?from=0").body().get("entries")) {
      var entry =
          Json.readTree(
              new String(
                  Base64.getDecoder().decode(each.get("entry").asString()),
                  StandardCharsets.UTF_8));
      lines.add(
          String.join(
              " ",
              entry.get("type").asString(),
              entry.get("actor").asString(),
              entry.path("detail").asString("")));
    }
    return lines;
  }
}
