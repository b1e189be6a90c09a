package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureSpi;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The application registers a security provider in front of the JDK's, whose signatures all verify
 * and whose digests are all alike. It may: nobody stops it. What the JVM believes does not change.
 */
class HostileProviderTest {
  private static final byte[] MESSAGE = "a decision".getBytes(StandardCharsets.US_ASCII);

  /**
   * Verifies for every key and every message where the digest inside of the verification is zero:
   * the base point as the random point, and one as the proof.
   */
  private static final byte[] FORGED =
      HexFormat.of().parseHex("58" + "66".repeat(31) + "01" + "00".repeat(31));

  private final SigningKey approver = SigningKey.generate();
  private final byte[] digest = Crypto.sha256().digest(MESSAGE);

  @BeforeEach
  void register() {
    Security.insertProviderAt(new Yes(), 1);
  }

  @AfterEach
  void remove() {
    Security.removeProvider("Yes");
  }

  @Test
  void theAttackIsReal() throws Exception {
    Signature yes = Signature.getInstance("Ed25519");
    yes.initVerify(new NoKey());
    assertThat(yes.verify(new byte[64])).isTrue();
    assertThat(MessageDigest.getInstance("SHA-512").digest(MESSAGE)).containsOnly(0);
    // The JDK's own implementation asks whoever is first for the digest inside.
    Signature pinned = Signature.getInstance("Ed25519", "SunEC");
    pinned.initVerify(
        java.security.KeyPairGenerator.getInstance("Ed25519", "SunEC")
            .generateKeyPair()
            .getPublic());
    pinned.update(MESSAGE);
    assertThat(pinned.verify(FORGED)).isTrue();
  }

  @Test
  void forgedSignatureDoesNotVerify() {
    assertThat(approver.publicKey().verifies(MESSAGE, FORGED)).isFalse();
    assertThat(approver.publicKey().verifies(MESSAGE, new byte[64])).isFalse();
  }

  @Test
  void forgedEnvelopeIsRefused() throws Exception {
    Envelope envelope = Envelope.sign(PayloadType.DECISION, MESSAGE, SigningKey.generate());
    byte[] json =
        new String(envelope.toJson(), StandardCharsets.UTF_8)
            .replaceAll(
                "\"sig\":\"[^\"]*\"",
                "\"sig\":\"" + java.util.Base64.getEncoder().encodeToString(FORGED) + "\"")
            .getBytes(StandardCharsets.UTF_8);
    Envelope forged = Envelope.parse(json);

    assertThatThrownBy(() -> forged.verify(PayloadType.DECISION, approver.publicKey()))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void genuineSignatureStillVerifies() {
    // The approver's process has no hostile provider.
    remove();
    byte[] genuine = approver.sign(MESSAGE);
    register();

    assertThat(approver.publicKey().verifies(MESSAGE, genuine)).isTrue();
  }

  @Test
  void digestsStayTheSame() {
    assertThat(Crypto.sha256().digest(MESSAGE)).isEqualTo(digest).isNotEqualTo(new byte[32]);
  }

  @Test
  void namesStayUnguessable() {
    assertThat(Ids.random()).isNotEqualTo(Ids.random());
  }

  /** The JDK's own provider is everybody's object, with a public {@code put}. */
  @Test
  void digestsStayTheSameWhenTheJdksProviderIsRewritten() {
    Provider sun = Security.getProvider("SUN");
    Object before = sun.put("MessageDigest.SHA-256", "sun.security.provider.MD5");
    try {
      assertThat(Crypto.sha256().digest(MESSAGE)).isEqualTo(digest);
    } finally {
      if (before == null) {
        sun.remove("MessageDigest.SHA-256");
      } else {
        sun.put("MessageDigest.SHA-256", before);
      }
    }
  }

  /** A provider to whom everything is right. */
  public static final class Yes extends Provider {
    private static final long serialVersionUID = 1;

    /** For {@link Security}. */
    public Yes() {
      super("Yes", "1", "says yes");
      put("Signature.Ed25519", YesSignature.class.getName());
      put("Signature.EdDSA", YesSignature.class.getName());
      put("MessageDigest.SHA-512", NoDigest.class.getName());
      put("MessageDigest.SHA-256", NoDigest.class.getName());
    }
  }

  /** Finds every signature right. */
  public static final class YesSignature extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() {
      return new byte[64];
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      return name;
    }
  }

  /** Digests everything to zero. */
  public static final class NoDigest extends MessageDigestSpi {
    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineDigest() {
      return new byte[64];
    }

    @Override
    protected void engineReset() {}
  }

  private static final class NoKey implements PublicKey {
    private static final long serialVersionUID = 1;

    @Override
    public String getAlgorithm() {
      return "Ed25519";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
