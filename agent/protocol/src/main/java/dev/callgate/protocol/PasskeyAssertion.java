package dev.callgate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * Verifies what a passkey returned, as Web Authentication level 3 has it in section 7.2, for a
 * credential that a trust bundle names. Stateless.
 *
 * <p>The browser's words are parsed, never compared with a template: browsers add members. No
 * signature counter is kept; it is advice, and passkeys that are synchronised have none.
 */
final class PasskeyAssertion {
  private static final int RP_ID_HASH = 32;
  private static final int SHORTEST = RP_ID_HASH + 1 + 4;
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int HAS_CREDENTIAL = 0x40;
  private static final int HAS_EXTENSIONS = 0x80;

  private PasskeyAssertion() {}

  /**
   * @param payload the bytes of the statement
   * @throws ProtocolException naming the first thing that does not fit
   */
  static void verify(
      PasskeyResponse response,
      byte[] signature,
      byte[] payload,
      ReviewCredential credential,
      CredentialKey key)
      throws ProtocolException {
    byte[] clientData = ReviewEnvelope.bytes(response.clientDataJson());
    byte[] authenticatorData = ReviewEnvelope.bytes(response.authenticatorData());
    checkClientData(clientData, ReviewEnvelope.challenge(payload), credential);
    checkAuthenticatorData(authenticatorData, credential);
    byte[] hash = Crypto.sha256().digest(clientData);
    byte[] message = Arrays.copyOf(authenticatorData, authenticatorData.length + hash.length);
    System.arraycopy(hash, 0, message, authenticatorData.length, hash.length);
    if (!key.verifies(message, signature)) {
      throw new ProtocolException("the passkey's signature does not verify");
    }
  }

  private static void checkClientData(
      byte[] clientData, byte[] challenge, ReviewCredential credential) throws ProtocolException {
    JsonNode said = Json.readTree(new String(clientData, StandardCharsets.UTF_8));
    if (!said.isObject()) {
      throw new ProtocolException("the passkey's client data is not an object");
    }
    require(text(said, "type").equals("webauthn.get"), "was not used to sign in");
    require(
        text(said, "challenge").equals(Base64Url.encode(challenge)), "signed another challenge");
    require(
        credential.origins().contains(text(said, "origin")),
        "was used at another origin, " + text(said, "origin"));
    JsonNode crossOrigin = said.path("crossOrigin");
    require(
        crossOrigin.isMissingNode() || crossOrigin.isBoolean() && !crossOrigin.booleanValue(),
        "was used inside a page of another origin");
    require(said.path("topOrigin").isMissingNode(), "was used inside a page of another origin");
  }

  private static void checkAuthenticatorData(byte[] data, ReviewCredential credential)
      throws ProtocolException {
    require(data.length >= SHORTEST, "returned too little authenticator data");
    String rpId = credential.rpId() == null ? "" : credential.rpId();
    byte[] expected = Crypto.sha256().digest(rpId.getBytes(StandardCharsets.UTF_8));
    require(
        MessageDigest.isEqual(expected, Arrays.copyOf(data, RP_ID_HASH)),
        "answered for another site than " + rpId);
    int flags = data[RP_ID_HASH];
    require((flags & USER_PRESENT) != 0, "was used with nobody present");
    require((flags & USER_VERIFIED) != 0, "did not verify its user");
    require((flags & HAS_CREDENTIAL) == 0, "returned a new credential");
    require(
        (flags & HAS_EXTENSIONS) != 0 || data.length == SHORTEST,
        "returned bytes that belong to nothing");
  }

  private static String text(JsonNode said, String name) {
    JsonNode value = said.path(name);
    return value.isString() ? value.stringValue() : "";
  }

  private static void require(boolean holds, String otherwise) throws ProtocolException {
    if (!holds) {
      throw new ProtocolException("the passkey " + otherwise);
    }
  }
}
