package dev.callgate.approver.notify;

import dev.callgate.protocol.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A key as Standard Webhooks uses one: over a header's text and a body, not over an envelope. A key
 * of its own does nothing else, so that nothing it signs can be taken for a decision. Immutable.
 */
public final class WebhookKey {
  private static final String PREFIX = "ed25519:";

  private final PrivateKey key;
  private final String publicKey;

  private WebhookKey(PrivateKey key, String publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** Takes over a key that is used for nothing else. */
  public static WebhookKey of(SigningKey key) {
    byte[] pkcs8 = Base64.getDecoder().decode(key.toPem().lines().toList().get(2));
    byte[] raw =
        Base64.getUrlDecoder().decode(key.publicKey().toString().substring(PREFIX.length()));
    try {
      return new WebhookKey(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
          "whpk_" + Base64.getEncoder().encodeToString(raw));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half, as receivers are given it. */
  public String publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
