package dev.callgate.approver.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.server.ConsoleBrowser.Look;
import dev.callgate.cli.Main;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code callgate console}, in front of an approver that may lie. */
class ConsoleLocalTest {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+/#start=cgo_\\S+");

  private static ConsoleBrowser browser;

  private Path folder;
  private TestApprover approver;
  private LyingApprover front;
  private TestJvm jvm;
  private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
  private Thread command = new Thread();
  private String address;

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
    front = new LyingApprover(approver);
    jvm = approver.jvm();
    RootHolder root = new RootHolder(approver);
    root.init();
    root.addKeyFile("alice", folder.resolve("alice.key"));
    address = open();
  }

  @AfterEach
  void stop() throws Exception {
    command.interrupt();
    command.join();
    front.close();
    approver.close();
  }

  @Test
  void whatTheProgramSignedIsShownAndSignedWithTheKeyFile() throws Exception {
    CallRequest call = submit();
    Page page = browser.open(address, Look.DESK);
    page.getByText("live").waitFor();
    page.locator(".row[data-id='" + call.requestId() + "']").click();
    page.locator("#signing").getByText("signs with your key file").waitFor();
    page.locator(".act-approve:enabled").click();
    page.locator("#confirm").click();
    page.locator(".toast").getByText("Recorded: Approved by alice.").waitFor();

    assertThat(requireNonNull(decision(call).reviews().get(0).signed()).unverifiedStatement())
        .satisfies(
            said -> {
              assertThat(said.reviewer()).isEqualTo("alice");
              assertThat(said.requestDigest()).isEqualTo(TestReviewer.digest(call));
            });
    assertThat(page.evaluate("location.href").toString()).doesNotContain("cgo_");
    page.reload();
    page.getByText("live").waitFor();
    browser.assertNoComplaints();
    page.context().close();
  }

  @Test
  void anApproverThatShowsAnotherCallIsCaughtAndNothingIsSigned() throws Exception {
    CallRequest call = submit();
    front.lies(
        body ->
            body.replace("refund 120.10 EUR", "refund 1.00 EUR").replace("\"120.10\"", "\"1.00\""));
    Page page = browser.open(address, Look.DESK);
    page.getByText("live").waitFor();

    // In the list stands what the program signed.
    assertThat(page.locator(".row").textContent()).contains("refund 120.10 EUR");
    page.locator(".row").click();
    page.locator(".detail .problem").getByText("the approver is not to be believed").waitFor();
    assertThat(page.locator(".detail").textContent())
        .contains("it shows another call than the program has signed", "CG-218")
        .doesNotContain("refund 1.00 EUR");
    assertThat(page.locator(".actions").count()).isZero();
    assertThat(talk.toString(StandardCharsets.UTF_8)).contains("CG-218 the approver was caught");
    // A review of what was never signed is refused here, whatever the page says.
    Object refused =
        page.evaluate(
            """
            async id => {
              const api = await import('/console/api.js');
              return api.review(id, JSON.stringify({ requestDigest: 'sha256:' + '0'.repeat(64),
                  verdict: 'approve', reason: null, edits: [], response: null, grant: null }))
                .then(() => 'sent', refused => refused.code);
            }
            """,
            call.requestId());
    assertThat(refused).isEqualTo("changed_request");
    assertThat(state(call)).isEqualTo(RequestState.PENDING);

    front.lies(body -> body);
    page.reload();
    page.locator(".act-approve:enabled").click();
    page.locator("#confirm").click();
    page.locator(".toast").getByText("Recorded: Approved by alice.").waitFor();
    page.context().close();
  }

  @Test
  void onlyItsOwnPageWithTheCodeGetsIn() throws Exception {
    URI base = URI.create(address.substring(0, address.indexOf("#")));
    String code = address.substring(address.indexOf("=") + 1);
    String own = "http://" + base.getAuthority();
    String enter = "{\"token\":\"" + code + "\"}";

    assertThat(send(base, "GET", "/v1/requests", null).statusCode()).isEqualTo(401);
    assertThat(
            send(
                    base,
                    "POST",
                    "/v1/session",
                    enter,
                    "Origin",
                    "http://evil.example",
                    "X-Callgate-Console",
                    "1")
                .statusCode())
        .isEqualTo(403);
    assertThat(send(base, "POST", "/v1/session", enter, "Origin", own).statusCode())
        .as("without what only a page of its own adds")
        .isEqualTo(403);
    assertThat(raw(base.getPort(), "evil.example:" + base.getPort())).contains(" 403 ");
    assertThat(raw(base.getPort(), base.getAuthority())).contains(" 200 ", "<html");
    assertThat(
            send(
                    base,
                    "POST",
                    "/v1/session",
                    "{\"token\":\"cgo_wrong\"}",
                    "Origin",
                    own,
                    "X-Callgate-Console",
                    "1")
                .statusCode())
        .isEqualTo(401);
    HttpResponse<String> in =
        send(base, "POST", "/v1/session", enter, "Origin", own, "X-Callgate-Console", "1");
    assertThat(in.statusCode()).isEqualTo(201);
    assertThat(in.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(in.body()).doesNotContain(approver.aliceToken);
    String key = Json.readTree(in.body()).get("key").asString();
    assertThat(
            send(base, "GET", "/v1/requests", null, "Authorization", "Bearer " + key).statusCode())
        .isEqualTo(200);
    assertThat(
            send(base, "POST", "/v1/session", enter, "Origin", own, "X-Callgate-Console", "1")
                .statusCode())
        .as("the code a second time")
        .isEqualTo(401);
    assertThat(
            send(
                    base,
                    "DELETE",
                    "/v1/passkeys/x",
                    null,
                    "Authorization",
                    "Bearer " + key,
                    "Origin",
                    own,
                    "X-Callgate-Console",
                    "1")
                .statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> send(
      URI base, String method, String path, @Nullable String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String raw(int port, String host) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private CallRequest submit() throws Exception {
    SampleCall call = SampleCall.refund();
    call.demands.add(new Demand("shop/refund", List.of("ops"), 1, false, Assurance.REVIEWER));
    return call.submit(jvm);
  }

  /** Starts the command; the address that it prints. */
  private String open() throws Exception {
    Path connection = folder.resolve("connection.yaml");
    Files.createFile(
        connection,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(connection, front.connection(approver.aliceToken));
    PrintStream err = new PrintStream(talk, true, StandardCharsets.UTF_8);
    Surroundings surroundings = new Surroundings(err, err, Map.of(), false);
    command =
        new Thread(
            () ->
                Main.run(
                    List.of(
                        "console",
                        "--port",
                        "0",
                        "--connection",
                        connection.toString(),
                        "--sign-with",
                        folder.resolve("alice.key").toString()),
                    surroundings),
            "console");
    command.start();
    while (command.isAlive()) {
      Matcher found = ADDRESS.matcher(talk.toString(StandardCharsets.UTF_8));
      if (found.find()) {
        return found.group();
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException(talk.toString(StandardCharsets.UTF_8));
  }

  private RequestState state(CallRequest call) throws Exception {
    return approver.alice().show(call).as(RequestDetail.class).summary().state();
  }

  private CallDecision decision(CallRequest call) throws Exception {
    return TestJvm.decisions(jvm.poll(0, 0), approver.decisionKey.publicKey()).stream()
        .filter(each -> each.requestId().equals(call.requestId()))
        .findFirst()
        .orElseThrow();
  }
}
