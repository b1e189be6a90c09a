package dev.callgate.approver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callgate.approver.api.PasskeyRegistration;
import dev.callgate.approver.api.PasskeyUse;
import dev.callgate.protocol.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** An authenticator without a browser, for what a browser would not do. Its key is Ed25519. */
final class SoftwarePasskey {
  private static final int RECOGNISED = 0x05;
  private static final int WITH_KEY = 0x40;

  final byte[] id = new byte[16];
  private final KeyPair key;
  private final String rpId;
  private final String origin;
  int flags = RECOGNISED;
  int count = 1;

  SoftwarePasskey(String authority) throws GeneralSecurityException {
    this.key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    this.rpId = authority.replaceFirst(":.*", "");
    this.origin = "https://" + authority;
    new SecureRandom().nextBytes(id);
  }

  /** What a browser would send after `create`. */
  PasskeyRegistration made(String name, JsonNode options) {
    byte[] data = authenticatorData(flags | WITH_KEY, credential());
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0);
    text(object, "authData");
    object.write(0x59);
    object.write(data.length >> 8);
    object.write(data.length);
    object.writeBytes(data);
    return new PasskeyRegistration(
        name,
        base64url(object.toByteArray()),
        base64url(clientData("webauthn.create", options.get("challenge").asString())));
  }

  /** What a browser would send after `get`. */
  PasskeyUse used(JsonNode asked) throws GeneralSecurityException {
    byte[] data = authenticatorData(flags, new byte[0]);
    byte[] client = clientData("webauthn.get", asked.get("challenge").asString());
    byte[] hash = Digests.raw(client);
    byte[] message = ByteBuffer.allocate(data.length + hash.length).put(data).put(hash).array();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(message);
    return new PasskeyUse(
        base64url(id), null, base64url(data), base64url(client), base64url(signature.sign()));
  }

  private byte[] clientData(String type, String challenge) {
    return ("{\"type\":\""
            + type
            + "\",\"challenge\":\""
            + challenge
            + "\",\"origin\":\""
            + origin
            + "\",\"crossOrigin\":false}")
        .getBytes(UTF_8);
  }

  private byte[] authenticatorData(int flags, byte[] more) {
    byte[] site = Digests.raw(rpId.getBytes(UTF_8));
    return ByteBuffer.allocate(site.length + 5 + more.length)
        .put(site)
        .put((byte) flags)
        .putInt(count)
        .put(more)
        .array();
  }

  /** Whose model it is (nobody's), its id, and its key in COSE. */
  private byte[] credential() {
    byte[] spki = key.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[16]);
    out.write(0);
    out.write(id.length);
    out.writeBytes(id);
    out.writeBytes(new byte[] {(byte) 0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20});
    out.writeBytes(raw);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 + text.length());
    out.writeBytes(text.getBytes(UTF_8));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
