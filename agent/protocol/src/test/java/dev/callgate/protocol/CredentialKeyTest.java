package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the JDK signs verifies in our arithmetic, and nothing near it does. */
class CredentialKeyTest {
  private final Random random = new Random(42);

  @ParameterizedTest
  @EnumSource
  void whatTheJdkSignsVerifies(Passkey.Kind kind) throws Exception {
    for (int i = 0; i < (kind == Passkey.Kind.P256 ? 40 : 6); i++) {
      Passkey passkey = new Passkey(kind);
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);

      CredentialKey key = CredentialKey.parse(passkey.key().toString());

      assertThat(key.verifies(message, passkey.sign(message))).isTrue();
      assertThat(key).isEqualTo(passkey.key());
      assertThat(key.id()).hasSize(16);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneBitChangedAnywhereDoesNotVerify(Passkey.Kind kind) throws Exception {
    Passkey passkey = new Passkey(kind);
    CredentialKey key = passkey.key();
    byte[] message = "what was shown".getBytes(StandardCharsets.UTF_8);
    byte[] signature = passkey.sign(message);
    assertThat(key.verifies(message, signature)).isTrue();

    for (int bit = 0; bit < signature.length * 8; bit += kind == Passkey.Kind.RSA ? 7 : 3) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(key.verifies(message, changed)).as("bit %d", bit).isFalse();
    }
    byte[] other = message.clone();
    other[0] ^= 1;
    assertThat(key.verifies(other, signature)).isFalse();
    assertThat(new Passkey(kind).key().verifies(message, signature)).isFalse();
    assertThat(key.verifies(message, new byte[0])).isFalse();
    assertThat(key.verifies(message, Arrays.copyOf(signature, signature.length + 1))).isFalse();
    assertThat(key.verifies(message, Arrays.copyOf(signature, signature.length - 1))).isFalse();
  }

  /** FIPS 186 vectors of the NIST's validation program: P-256, SHA-256, SigVer. */
  @ParameterizedTest
  @CsvSource({
    "e4796db5f785f207aa30d311693b3702821dff1168fd2e04c0836825aefd850d9aa60326d88cde1a23c7745351392ca2288d632c264f197d05cd424a30336c19fd09bb229654f0222fcb881a4b35c290a093ac159ce13409111ff0358411133c24f5b8e2090d6db6558afc36f06ca1f6ef779785adba68db27a409859fc4c4a0,"
        + "87f8f2b218f49845f6f10eec3877136269f5c1a54736dbdf69f89940cad41555,e15f369036f49842fac7a86c8a2b0557609776814448b8f5e84aa9f4395205e9,"
        + "d19ff48b324915576416097d2544f7cbdf8768b1454ad20e0baac50e211f23b0,a3e81e59311cdfff2d4784949f7a2cb50ba6c3a91fa54710568e61aca3e847c6,false",
    "e1130af6a38ccb412a9c8d13e15dbfc9e69a16385af3c3f1e5da954fd5e7c45fd75e2b8c36699228e92840c0562fbf3772f07e17f1add56588dd45f7450e1217ad239922dd9c32695dc71ff2424ca0dec1321aa47064a044b7fe3c2b97d03ce470a592304c5ef21eed9f93da56bb232d1eeb0035f9bf0dfafdcc4606272b20a3,"
        + "e424dc61d4bb3cb7ef4344a7f8957a0c5134e16f7a67c074f82e6e12f49abf3c,970eed7aa2bc48651545949de1dddaf0127e5965ac85d1243d6f60e7dfaee927,"
        + "bf96b99aa49c705c910be33142017c642ff540c76349b9dab72f981fd9347f4f,17c55095819089c2e03b9cd415abdf12444e323075d98f31920b9e0f57ec871c,true"
  })
  void theNistVectors(String message, String x, String y, String r, String s, boolean good)
      throws Exception {
    P256Key key = P256Key.of(HexFormat.of().parseHex(x + y));

    assertThat(key.verifies(HexFormat.of().parseHex(message), der(r, s))).isEqualTo(good);
  }

  private static byte[] der(String r, String s) {
    byte[] first = new BigInteger(r, 16).toByteArray();
    byte[] second = new BigInteger(s, 16).toByteArray();
    byte[] der = new byte[6 + first.length + second.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 2;
    der[3] = (byte) first.length;
    System.arraycopy(first, 0, der, 4, first.length);
    der[4 + first.length] = 2;
    der[5 + first.length] = (byte) second.length;
    System.arraycopy(second, 0, der, 6 + first.length, second.length);
    return der;
  }

  @Test
  void zeroAndTheOrderAreNoSignature() throws Exception {
    CredentialKey key = new Passkey(Passkey.Kind.P256).key();
    String order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    byte[] message = {1};
    for (String r : new String[] {"0", "1", order}) {
      for (String s : new String[] {"0", order}) {
        assertThat(key.verifies(message, der(r, s))).isFalse();
      }
    }
    assertThat(key.verifies(message, der("0", "1"))).isFalse();
  }

  /** A DER integer has one form; with zeros in front the same numbers would be other bytes. */
  @Test
  void aSignatureHasOneForm() throws Exception {
    Passkey passkey = new Passkey(Passkey.Kind.P256);
    byte[] message = {1, 2, 3};
    byte[] good = passkey.sign(message);
    byte[] padded = new byte[good.length + 1];
    padded[0] = 0x30;
    padded[1] = (byte) (good[1] + 1);
    padded[2] = 2;
    padded[3] = (byte) (good[3] + 1);
    System.arraycopy(good, 4, padded, 5, good.length - 4);
    assertThat(passkey.key().verifies(message, good)).isTrue();
    assertThat(passkey.key().verifies(message, padded)).isFalse();
  }

  @Test
  void aPointThatIsNotOnTheCurveIsNoKey() throws Exception {
    byte[] raw = Base64Url.decode(new Passkey(Passkey.Kind.P256).key().toString().substring(5), "");
    P256Key.of(raw);
    raw[63] ^= 1;
    assertThatThrownBy(() -> P256Key.of(raw)).hasMessageContaining("no point of the curve");
    assertThatThrownBy(() -> P256Key.of(new byte[64])).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> CredentialKey.parse("p256:AAAA")).hasMessageContaining("64 bytes");
  }

  /** The block that an RSA signature holds is compared as a whole. */
  @Test
  void anRsaBlockWithAnythingElseInItDoesNotVerify() throws Exception {
    Passkey passkey = new Passkey(Passkey.Kind.RSA);
    byte[] message = {4, 5, 6};
    byte[] digest = Crypto.sha256().digest(message);
    byte[] info = HexFormat.of().parseHex("3031300d060960864801650304020105000420");
    byte[] good = block(info, digest, 0);
    byte[] garbageBehind = block(info, digest, 12);
    byte[] withoutNull =
        block(HexFormat.of().parseHex("302f300b0609608648016503040201" + "0420"), digest, 0);

    assertThat(passkey.key().verifies(message, raw(passkey, good))).isTrue();
    assertThat(passkey.key().verifies(message, raw(passkey, garbageBehind))).isFalse();
    assertThat(passkey.key().verifies(message, raw(passkey, withoutNull))).isFalse();
  }

  private static byte[] block(byte[] info, byte[] digest, int garbage) {
    byte[] block = new byte[256];
    Arrays.fill(block, (byte) 0xff);
    block[0] = 0;
    block[1] = 1;
    int at = 256 - info.length - digest.length - garbage;
    block[at - 1] = 0;
    System.arraycopy(info, 0, block, at, info.length);
    System.arraycopy(digest, 0, block, at + info.length, digest.length);
    return block;
  }

  private static byte[] raw(Passkey passkey, byte[] block) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, (RSAPrivateKey) passkey.pair.getPrivate());
    return cipher.doFinal(block);
  }

  @Test
  void anRsaKeyThatIsTooSmallOrHasAnotherExponentIsNotTaken() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    BigInteger small =
        ((java.security.interfaces.RSAPublicKey) generator.generateKeyPair().getPublic())
            .getModulus();
    BigInteger modulus =
        ((java.security.interfaces.RSAPublicKey) new Passkey(Passkey.Kind.RSA).pair.getPublic())
            .getModulus();
    BigInteger exponent = BigInteger.valueOf(65537);

    assertThat(RsaKey.of(modulus, exponent).toString()).startsWith("rsa:");
    assertThatThrownBy(() -> RsaKey.of(small, exponent)).hasMessageContaining("this has 1024");
    assertThatThrownBy(() -> RsaKey.of(modulus, BigInteger.valueOf(3)))
        .hasMessageContaining("another exponent");
  }

  /** The same attack as in {@link HostileProviderTest}, on the other two kinds of key. */
  @ParameterizedTest
  @EnumSource(names = {"P256", "RSA"})
  void aHostileProviderChangesNothing(Passkey.Kind kind) throws Exception {
    Passkey passkey = new Passkey(kind);
    byte[] shown = "pay 1".getBytes(StandardCharsets.UTF_8);
    byte[] other = "pay 1000000".getBytes(StandardCharsets.UTF_8);
    byte[] genuine = passkey.sign(shown);
    String algorithm = kind == Passkey.Kind.P256 ? "SHA256withECDSA" : "SHA256withRSA";
    String provider = kind == Passkey.Kind.P256 ? "SunEC" : "SunRsaSign";
    java.security.Security.insertProviderAt(new HostileProviderTest.Yes(), 1);
    try {
      // The JDK's own, taken by name from its own provider, believes it: the digests are all alike.
      Signature signer = Signature.getInstance(algorithm, provider);
      signer.initSign(passkey.pair.getPrivate());
      signer.update(shown);
      byte[] forged = signer.sign();
      Signature jdk = Signature.getInstance(algorithm, provider);
      jdk.initVerify(passkey.pair.getPublic());
      jdk.update(other);
      assertThat(jdk.verify(forged)).isTrue();

      assertThat(passkey.key().verifies(other, forged)).isFalse();
      assertThat(passkey.key().verifies(other, genuine)).isFalse();
      assertThat(passkey.key().verifies(shown, genuine)).isTrue();
    } finally {
      java.security.Security.removeProvider("Yes");
    }
  }
}
