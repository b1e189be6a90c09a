package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.protocol.TrustedReviewer.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose signatures count is what enough pinned roots have signed, whole and without doubles. */
class TrustBundleTest {
  private static final SigningKey ONE = SigningKey.generate();
  private static final SigningKey TWO = SigningKey.generate();
  private static final SigningKey THREE = SigningKey.generate();
  private static final String KEY = SigningKey.generate().publicKey().toString();
  private static final TrustedReviewer ALICE = reviewer("alice", SigningKey.generate());
  private static final TrustRoots TWO_OF_THREE =
      new TrustRoots(List.of(ONE.publicKey(), TWO.publicKey(), THREE.publicKey()), 2);

  @Test
  void enoughRootsLetItCount() throws Exception {
    TrustBundle bundle = TrustBundles.of(ONE, ALICE);

    assertThat(TWO_OF_THREE.verify(TrustBundles.signed(bundle, ONE, THREE))).isEqualTo(bundle);
    Envelope read = Envelope.parse(TrustBundles.signed(bundle, THREE, TWO, ONE).toJson());
    assertThat(TWO_OF_THREE.verify(read).reviewer("Alice")).isEqualTo(ALICE);
    assertThat(bundle.reviewer("bob")).isNull();
  }

  @Test
  void tooFewRootsDoNot() throws Exception {
    TrustBundle bundle = TrustBundles.of(ONE, ALICE);

    assertThatThrownBy(() -> TWO_OF_THREE.verify(TrustBundles.signed(bundle, ONE)))
        .hasMessage("the trust bundle is signed by 1 of the pinned roots, and 2 have to");
    assertThatThrownBy(
            () -> TWO_OF_THREE.verify(TrustBundles.signed(bundle, SigningKey.generate(), ONE)))
        .hasMessageContaining("signed by 1 of the pinned roots");
  }

  /** One root's signature twice is one root's. */
  @Test
  void aSignatureTwiceIsOne() throws Exception {
    String once =
        new String(
            TrustBundles.signed(TrustBundles.of(ONE, ALICE), ONE).toJson(), StandardCharsets.UTF_8);
    int at = once.indexOf("[{");
    String line = once.substring(at + 1, once.indexOf("}]") + 1);
    Envelope twice =
        Envelope.parse(once.replace(line, line + "," + line).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> TWO_OF_THREE.verify(twice)).hasMessageContaining("signed by 1");
  }

  /** The bundle's own words about its roots change nothing. */
  @Test
  void aBundleCannotLowerItsThreshold() throws Exception {
    SigningKey mallory = SigningKey.generate();
    Envelope own = TrustBundles.signed(TrustBundles.of(mallory, ALICE), mallory);

    assertThatThrownBy(() -> TWO_OF_THREE.verify(own)).hasMessageContaining("signed by 0");
  }

  @Test
  void anotherKindOfObjectIsNoBundle() {
    Envelope decision =
        Envelope.sign(PayloadType.DECISION, Json.write(TrustBundles.of(ONE, ALICE)), ONE);

    assertThatThrownBy(() -> new TrustRoots(List.of(ONE.publicKey()), 1).verify(decision))
        .hasMessageContaining("expected application/vnd.callgate.trust.v1+json");
  }

  @ParameterizedTest
  @CsvSource({"999,does not count yet", "1000,", "1999,", "2000,has expired", "99999,has expired"})
  void itHasItsTime(long now, String why) throws Exception {
    TrustBundle bundle = TrustBundles.of(ONE, ALICE);
    if (why == null) {
      bundle.requireValid(now);
    } else {
      assertThatThrownBy(() -> bundle.requireValid(now)).hasMessageContaining(why);
    }
  }

  @Test
  void whatContradictsItselfIsNone() throws Exception {
    SigningKey key = SigningKey.generate();
    refused("the reviewer Alice twice", ALICE, reviewer("Alice", SigningKey.generate()));
    refused("a key of bob that stands in it already", reviewer("alice", key), reviewer("bob", key));
    refused("a key of bob that stands in it already", reviewer("bob", ONE));
    refused("a reviewer without a name", reviewer(" ", key));
    refused("a group of bob", person("bob", "two words", credential(key)));
    refused(
        "no passkey and not an Ed25519 key file",
        person(
            "bob",
            "ops",
            new ReviewCredential(
                "x", new Passkey(Passkey.Kind.P256).key().toString(), null, List.of())));
    refused(
        "a passkey of no site",
        person("bob", "ops", new ReviewCredential("x", KEY, "example.com", List.of())));
    refused(
        "an origin that is not https",
        person(
            "bob",
            "ops",
            new ReviewCredential("x", KEY, "example.com", List.of("http://example.com"))));
    refused(
        "under another key's id",
        person("bob", "ops", new ReviewCredential("x", KEY, null, List.of())));
    TrustBundles.of(ONE, ALICE, reviewer("bob", key)).check();
  }

  private static void refused(String why, TrustedReviewer... reviewers) {
    assertThatThrownBy(
            () ->
                new TrustRoots(List.of(ONE.publicKey()), 1)
                    .verify(TrustBundles.signed(TrustBundles.of(ONE, reviewers), ONE)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("not a trust bundle")
        .hasMessageContaining(why);
  }

  @Test
  void rootsAreDifferentAndCanBeMet() throws Exception {
    String one = ONE.publicKey().toString();
    assertThat(TrustRoots.parse(List.of(one), 1).threshold()).isEqualTo(1);
    for (int threshold : new int[] {0, 2}) {
      assertThatThrownBy(() -> TrustRoots.parse(List.of(one), threshold))
          .isInstanceOf(ProtocolException.class);
    }
    assertThatThrownBy(() -> TrustRoots.parse(List.of(one, one), 1))
        .hasMessageContaining("a root twice");
  }

  private static TrustedReviewer reviewer(String name, SigningKey key) {
    return person(name, "ops", credential(key));
  }

  private static ReviewCredential credential(SigningKey key) {
    return ReviewCredential.ofKeyFile(key.publicKey());
  }

  private static TrustedReviewer person(String name, String group, ReviewCredential credential) {
    return new TrustedReviewer(name, List.of(group), List.of(Role.APPROVER), List.of(credential));
  }
}
