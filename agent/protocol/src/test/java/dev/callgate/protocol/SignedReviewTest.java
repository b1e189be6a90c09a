package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.protocol.TrustedReviewer.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A review counts by its reviewer's own signature, of a key file or of a passkey. */
class SignedReviewTest {
  private static final SigningKey ROOT = SigningKey.generate();
  private static final SigningKey ALICE = SigningKey.generate();

  @Test
  void aKeyFilesSignatureVerifies() throws Exception {
    SignedReview review = SignedReview.verify(ReviewEnvelope.sign(says(), ALICE), bundle());

    assertThat(review.reviewer().name()).isEqualTo("alice");
    review.requireAbout("r-1", "sha256:1");
    review.requireSays(Verdict.APPROVE, List.of(), null);
  }

  @ParameterizedTest
  @EnumSource
  void aPasskeysSignatureVerifies(Passkey.Kind kind) throws Exception {
    Passkey passkey = new Passkey(kind);

    SignedReview review = SignedReview.verify(passkey.sign(says()), bundle(passkey.credential()));

    assertThat(review.statement()).isEqualTo(says());
  }

  /** Browsers add members, and authenticators extensions. */
  @ParameterizedTest
  @EnumSource
  void whatIsAddedDoesNotMatter(Passkey.Kind kind) throws Exception {
    Passkey passkey = new Passkey(kind);
    passkey.more = ",\"crossOrigin\":false,\"other_keys_can_be_added_here\":\"do not compare\"";
    passkey.flags = 0x85;
    passkey.tail = new byte[] {(byte) 0xa0};

    SignedReview.verify(passkey.sign(says()), bundle(passkey.credential()));
  }

  @TestFactory
  List<DynamicTest> whatIsNotThisPersonHereAndNowIsRefused() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Passkey.Kind kind : Passkey.Kind.values()) {
      hostile(
          tests,
          kind,
          "another origin",
          p -> p.origin = "https://evil.example.com",
          "at another origin");
      hostile(
          tests,
          kind,
          "a prefix of the origin",
          p -> p.origin = Passkey.ORIGIN + ".evil.com",
          "at another origin");
      hostile(tests, kind, "another site", p -> p.rpId = "evil.example.com", "for another site");
      hostile(tests, kind, "nobody present", p -> p.flags = 0x04, "nobody present");
      hostile(tests, kind, "nobody verified", p -> p.flags = 0x01, "did not verify its user");
      hostile(tests, kind, "a new credential", p -> p.flags = 0x45, "a new credential");
      hostile(tests, kind, "bytes behind", p -> p.tail = new byte[] {1}, "belong to nothing");
      hostile(tests, kind, "registration", p -> p.type = "webauthn.create", "not used to sign in");
      hostile(tests, kind, "payment", p -> p.type = "payment.get", "not used to sign in");
      hostile(
          tests, kind, "another challenge", p -> p.challenge = new byte[32], "another challenge");
      hostile(
          tests,
          kind,
          "the digest without the kind",
          p -> p.challenge = Crypto.sha256().digest(Json.write(says())),
          "another challenge");
      hostile(
          tests, kind, "a frame", p -> p.more = ",\"crossOrigin\":true", "page of another origin");
      hostile(
          tests,
          kind,
          "a frame of",
          p -> p.more = ",\"topOrigin\":\"https://evil.com\"",
          "page of another origin");
      hostile(tests, kind, "two types", p -> p.more = ",\"type\":\"webauthn.get\"", "not JSON");
      hostile(tests, kind, "no text", p -> p.more = "} ", "not JSON");
    }
    return tests;
  }

  private static void hostile(
      List<DynamicTest> tests,
      Passkey.Kind kind,
      String name,
      Consumer<Passkey> change,
      String why) {
    tests.add(
        DynamicTest.dynamicTest(
            kind + ": " + name,
            () -> {
              Passkey passkey = new Passkey(kind);
              TrustBundle bundle = bundle(passkey.credential());
              SignedReview.verify(passkey.sign(says()), bundle);
              change.accept(passkey);
              ReviewEnvelope signed = passkey.sign(says());
              assertThatThrownBy(() -> SignedReview.verify(signed, bundle))
                  .isInstanceOf(ProtocolException.class)
                  .hasMessageContaining(why);
            }));
  }

  @ParameterizedTest
  @EnumSource
  void anotherStatementUnderTheSameSignatureIsRefused(Passkey.Kind kind) throws Exception {
    Passkey passkey = new Passkey(kind);
    TrustBundle bundle = bundle(passkey.credential());
    ReviewEnvelope signed = passkey.sign(says());
    ReviewEnvelope other = new Passkey(kind).sign(says("alice", Verdict.REJECT, "r-1"));
    ReviewEnvelope swapped =
        new ReviewEnvelope(signed.payloadType(), other.payload(), signed.signatures());

    SignedReview.verify(signed, bundle);
    assertThatThrownBy(() -> SignedReview.verify(swapped, bundle))
        .hasMessageContaining("another challenge");
  }

  @Test
  void anotherStatementUnderAKeyFilesSignatureIsRefused() throws Exception {
    ReviewEnvelope signed = ReviewEnvelope.sign(says(), ALICE);
    ReviewEnvelope other = ReviewEnvelope.sign(says("alice", Verdict.REJECT, "r-1"), ALICE);

    assertThatThrownBy(
            () ->
                SignedReview.verify(
                    new ReviewEnvelope(signed.payloadType(), other.payload(), signed.signatures()),
                    bundle()))
        .hasMessageContaining("does not verify");
  }

  /** A site that has a passkey sign must not thereby make a statement, nor the other way round. */
  @Test
  void aKeyOfOneKindDoesNotCountAsOneOfTheOther() throws Exception {
    Passkey passkey = new Passkey(Passkey.Kind.ED25519);
    byte[] payload = Json.write(says());
    ReviewEnvelope raw =
        new ReviewEnvelope(
            PayloadType.REVIEW.mediaType(),
            java.util.Base64.getEncoder().encodeToString(payload),
            List.of(
                new ReviewSignature(
                    passkey.id,
                    java.util.Base64.getEncoder()
                        .encodeToString(passkey.sign(ReviewEnvelope.message(payload))),
                    null)));

    assertThatThrownBy(() -> SignedReview.verify(raw, bundle(passkey.credential())))
        .hasMessageContaining("a passkey signs a challenge");
    ReviewEnvelope asPasskey = passkey.sign(says());
    assertThatThrownBy(
            () ->
                SignedReview.verify(
                    asPasskey,
                    bundle(
                        new ReviewCredential(
                            passkey.id, ALICE.publicKey().toString(), null, List.of()))))
        .hasMessageContaining("this signature is a passkey's");
  }

  @Test
  void aDecisionIsNoReview() throws Exception {
    Envelope decision = Envelope.sign(PayloadType.DECISION, Json.write(says()), ALICE);
    ReviewEnvelope made =
        Json.read(
            new String(decision.toJson(), StandardCharsets.UTF_8)
                .replace("\"}]", "\",\"webauthn\":null}]")
                .getBytes(StandardCharsets.UTF_8),
            ReviewEnvelope.class);

    assertThatThrownBy(() -> SignedReview.verify(made, bundle()))
        .hasMessageContaining("not a review that is signed");
    ReviewEnvelope relabelled =
        new ReviewEnvelope(PayloadType.REVIEW.mediaType(), made.payload(), made.signatures());
    assertThatThrownBy(() -> SignedReview.verify(relabelled, bundle()))
        .hasMessageContaining("does not verify");
  }

  @Test
  void somebodyElsesNameOrKeyIsRefused() throws Exception {
    SigningKey mallory = SigningKey.generate();
    assertThatThrownBy(() -> SignedReview.verify(ReviewEnvelope.sign(says(), mallory), bundle()))
        .hasMessageContaining("a key that nobody has in the trust bundle of version 7");
    assertThatThrownBy(
            () ->
                SignedReview.verify(
                    ReviewEnvelope.sign(says("bob", Verdict.APPROVE, "r-1"), ALICE), bundle()))
        .hasMessageContaining("in the name of bob is signed with a key of alice");
    SignedReview.verify(
        ReviewEnvelope.sign(says("Alice", Verdict.APPROVE, "r-1"), ALICE), bundle());
  }

  @Test
  void anAdministratorIsNoApprover() throws Exception {
    TrustBundle bundle =
        TrustBundles.of(
            ROOT,
            new TrustedReviewer(
                "alice",
                List.of("ops"),
                List.of(Role.ADMIN),
                List.of(ReviewCredential.ofKeyFile(ALICE.publicKey()))));

    assertThatThrownBy(() -> SignedReview.verify(ReviewEnvelope.sign(says(), ALICE), bundle))
        .hasMessageContaining("no approver");
  }

  @Test
  void whatWasSignedIsWhatHappens() throws Exception {
    List<Edit> edits =
        List.of(new Edit("a", Json.readTree("1")), new Edit("b", Json.readTree("{\"x\":[1.50]}")));
    ReviewStatement edit =
        new ReviewStatement(1, "r-1", "sha256:1", "alice", Verdict.EDIT, edits, null, null, 1);
    SignedReview review = SignedReview.verify(ReviewEnvelope.sign(edit, ALICE), bundle());

    review.requireSays(Verdict.EDIT, edits, null);
    review.requireSays(Verdict.EDIT, List.of(edits.get(1), edits.get(0)), null);
    for (List<Edit> other :
        List.of(
            List.<Edit>of(),
            List.of(edits.get(0)),
            List.of(edits.get(0), edits.get(0)),
            List.of(edits.get(0), new Edit("b", Json.readTree("{\"x\":[1.5]}"))),
            List.of(edits.get(0), new Edit("c", edits.get(1).value())))) {
      assertThatThrownBy(() -> review.requireSays(Verdict.EDIT, other, null))
          .hasMessageContaining("alice signed something else than was decided");
    }
    assertThatThrownBy(() -> review.requireSays(Verdict.APPROVE, List.of(), null))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> review.requireSays(Verdict.EDIT, edits, Json.readTree("1")))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> review.requireAbout("r-2", "sha256:1"))
        .hasMessageContaining("another request");
    assertThatThrownBy(() -> review.requireAbout("r-1", "sha256:2"))
        .hasMessageContaining("another request");
  }

  private static ReviewStatement says() {
    return says("alice", Verdict.APPROVE, "r-1");
  }

  private static ReviewStatement says(String name, Verdict verdict, String request) {
    return new ReviewStatement(
        ReviewStatement.VERSION, request, "sha256:1", name, verdict, List.of(), null, "fine", 1);
  }

  private static TrustBundle bundle(ReviewCredential... more) throws ProtocolException {
    List<ReviewCredential> credentials = new ArrayList<>(List.of(more));
    if (credentials.isEmpty()) {
      credentials.add(ReviewCredential.ofKeyFile(ALICE.publicKey()));
    }
    return TrustBundles.of(
        ROOT, new TrustedReviewer("alice", List.of("ops"), List.of(Role.APPROVER), credentials));
  }
}
