package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.Confirmation;
import dev.callgate.approver.api.PasskeyUse;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What passkeys are refused for, with an authenticator that does what no browser would. */
class PasskeysTest {
  private TestApprover approver;
  private SoftwarePasskey passkey;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    passkey = new SoftwarePasskey(approver.approver().uri().getAuthority());
    assertThat(add(passkey, "laptop").status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void removingTakesAProofOfThatActionThatIsFreshAndGoodOnce() throws Exception {
    String id = id();
    assertThat(remove(id).errorCode()).isEqualTo("unconfirmed");
    assertThat(confirm("passkey.add").status()).isEqualTo(200);
    assertThat(remove(id).errorCode()).as("another action's proof").isEqualTo("unconfirmed");
    assertThat(confirm("passkey.remove:" + id).status()).isEqualTo(200);
    approver.clock.advance(Duration.ofSeconds(60));
    assertThat(remove(id).errorCode()).as("a minute later").isEqualTo("unconfirmed");

    passkey.count++;
    assertThat(confirm("passkey.remove:" + id).status()).isEqualTo(200);
    assertThat(remove(id).status()).isEqualTo(200);
    assertThat(remove(id).status()).isEqualTo(404);
  }

  @Test
  void afterTheFirstAFurtherOneTakesAProof() throws Exception {
    SoftwarePasskey second = new SoftwarePasskey(approver.approver().uri().getAuthority());
    assertThat(add(second, "phone").errorCode()).isEqualTo("unconfirmed");
    assertThat(confirm("passkey.add").status()).isEqualTo(200);
    assertThat(add(second, "phone").status()).isEqualTo(201);
    assertThat(confirm("passkey.add").status()).isEqualTo(200);
    assertThat(add(second, "again").errorCode()).as("the same one").isEqualTo("conflict");
  }

  @Test
  void aCounterThatDoesNotGoOnIsACopys() throws Exception {
    assertThat(confirm("a").status()).isEqualTo(200);
    passkey.count--;
    assertThat(confirm("b").errorCode()).isEqualTo("unverified");
    passkey.count += 5;
    assertThat(confirm("b").status()).isEqualTo(200);
  }

  @Test
  void aChallengeIsGoodForItsPersonItsActionItsSiteAndThreeMinutes() throws Exception {
    PasskeyUse use = passkey.used(asked("a", approver.aliceToken));
    assertThat(post("/v1/confirm", new Confirmation("b", use)).errorCode()).isEqualTo("unverified");
    assertThat(post("/v1/confirm", new Confirmation("a", use)).errorCode())
        .as("used up by the try before")
        .isEqualTo("unverified");
    PasskeyUse late = passkey.used(asked("a", approver.aliceToken));
    approver.clock.advance(Duration.ofMinutes(3));
    assertThat(post("/v1/confirm", new Confirmation("a", late)).errorCode())
        .isEqualTo("unverified");

    passkey.flags = 0x01;
    assertThat(confirm("a").errorCode()).as("nobody recognised").isEqualTo("unverified");
    passkey.flags = 0x05;
    assertThat(confirm("a").status()).isEqualTo(200);
    assertThat(
            send("POST", "/v1/confirm", approver.bobToken, new Confirmation("a", null)).errorCode())
        .as("bob has none")
        .isEqualTo("not_allowed");
  }

  private Answer add(SoftwarePasskey made, String name) throws Exception {
    Answer options = send("POST", "/v1/passkeys/options", approver.aliceToken, null);
    return post("/v1/passkeys", made.made(name, options.body()));
  }

  private Answer confirm(String action) throws Exception {
    passkey.count++;
    PasskeyUse use = passkey.used(asked(action, approver.aliceToken));
    return post("/v1/confirm", new Confirmation(action, use));
  }

  private JsonNode asked(String action, String token) throws Exception {
    Answer asked = send("POST", "/v1/confirm", token, new Confirmation(action, null));
    assertThat(asked.status()).as("%s", asked.body()).isEqualTo(200);
    return asked.body();
  }

  private String id() throws Exception {
    return approver.alice().get("/v1/passkeys").body().at("/passkeys/0/id").asString();
  }

  private Answer remove(String id) throws Exception {
    return send("DELETE", "/v1/passkeys/" + id, approver.aliceToken, null);
  }

  private Answer post(String path, Object body) throws Exception {
    return send("POST", path, approver.aliceToken, body);
  }

  private Answer send(String method, String path, String token, @Nullable Object body)
      throws Exception {
    return approver.client().send(method, path, token, body == null ? null : Json.write(body));
  }
}
