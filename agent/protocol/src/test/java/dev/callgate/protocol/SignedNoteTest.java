package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  // The example in the documentation of Go's golang.org/x/mod/sumdb/note.
  private static final String GO_KEY = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String GO_NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;
  private static final SigningKey KEY = SigningKey.generate();
  private static final String TEXT = "callgate/x/audit\n7\nroot\n";

  @Test
  void aNoteOfTheReferenceImplementationVerifies() throws Exception {
    byte[] typed = Base64.getDecoder().decode(GO_KEY);
    byte[] raw = java.util.Arrays.copyOfRange(typed, 1, typed.length);
    VerificationKey key =
        VerificationKey.parse(
            "ed25519:" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw));

    assertThat(SignedNote.parse(utf8(GO_NOTE)).verify("PeterNeumann", key))
        .isEqualTo(GO_NOTE.substring(0, GO_NOTE.indexOf("\n\n") + 1));
  }

  @Test
  void whatIsSignedVerifiesUnderItsNameAndItsKeyOnly() throws Exception {
    SignedNote note = SignedNote.parse(utf8(SignedNote.sign(TEXT, "callgate/x/audit", KEY)));

    assertThat(note.verify("callgate/x/audit", KEY.publicKey())).isEqualTo(TEXT);
    assertThatThrownBy(() -> note.verify("callgate/y/audit", KEY.publicKey()))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> note.verify("callgate/x/audit", SigningKey.generate().publicKey()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("not signed by ed25519:");
  }

  @Test
  void anotherKeysSignatureBesideItIsIgnored() throws Exception {
    String own = SignedNote.sign(TEXT, "callgate/x/audit", KEY);
    String witness = SignedNote.sign(TEXT, "witness.example", SigningKey.generate());
    String both = own + witness.substring(witness.indexOf("\n\n") + 2);

    assertThat(SignedNote.parse(utf8(both)).verify("callgate/x/audit", KEY.publicKey()))
        .isEqualTo(TEXT);
  }

  @Property(tries = 200)
  void everyBitCounts(@ForAll @IntRange(max = 1 << 20) int where) {
    byte[] note = utf8(SignedNote.sign(TEXT, "callgate/x/audit", KEY));
    int bit = where % (note.length * 8);
    note[bit / 8] ^= (byte) (1 << bit % 8);

    assertThatThrownBy(() -> SignedNote.parse(note).verify("callgate/x/audit", KEY.publicKey()))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n\u2014 na+me AAAAAAAA\n",
        "text\n\n\u2014 name\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 name AAAAAAAB=\n",
        "text\n\n\u2014 name AAAAAAAA",
        "te\txt\n\n\u2014 name AAAAAAAA\n"
      })
  void whatIsNoNoteIsNotRead(String text) {
    assertThatThrownBy(() -> SignedNote.parse(utf8(text))).isInstanceOf(ProtocolException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
