package dev.callgate.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A signed object: exact bytes, what kind they are, and who signed. The DSSE envelope, version
 * 1.0.2, of the secure-systems-lab specification, with Ed25519 signatures only.
 *
 * <p>The bytes are private until {@link #verify} hands them out, so that nothing can be parsed
 * before it was verified, but for {@link #unverifiedPayload()}, whose name says so.
 */
public final class Envelope {
  private final String payloadType;
  private final byte[] payload;
  private final List<SignatureLine> signatures;

  private Envelope(String payloadType, byte[] payload, List<SignatureLine> signatures) {
    this.payloadType = payloadType;
    this.payload = payload;
    this.signatures = signatures;
  }

  private record Wire(String payloadType, String payload, List<SignatureLine> signatures) {}

  private record SignatureLine(String keyid, String sig) {}

  /** Signs {@code payload} as it is. */
  public static Envelope sign(PayloadType type, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(preAuthenticationEncoding(type.mediaType(), payload));
    return new Envelope(
        type.mediaType(),
        payload.clone(),
        List.of(
            new SignatureLine(
                key.publicKey().id(), Base64.getEncoder().encodeToString(signature))));
  }

  /**
   * Reads the JSON form without verifying anything.
   *
   * @throws ProtocolException when the bytes are not an envelope
   */
  public static Envelope parse(byte[] json) throws ProtocolException {
    Wire wire = Json.read(json, Wire.class);
    if (wire.signatures() == null
        || wire.signatures().isEmpty()
        || wire.payload() == null
        || wire.payloadType() == null) {
      throw new ProtocolException(
          "not an envelope: payload, payloadType and at least one signature are needed");
    }
    return new Envelope(wire.payloadType(), decode(wire.payload()), List.copyOf(wire.signatures()));
  }

  /**
   * The payload, once one of the signatures is {@code key}'s and the kind is {@code type}.
   *
   * @throws ProtocolException when the kind is another or no signature verifies
   */
  public byte[] verify(PayloadType type, VerificationKey key) throws ProtocolException {
    if (isSignedBy(type, key)) {
      return payload.clone();
    }
    throw new ProtocolException("no signature of " + key + " verifies");
  }

  private boolean isSignedBy(PayloadType type, VerificationKey key) throws ProtocolException {
    if (!payloadType.equals(type.mediaType())) {
      throw new ProtocolException("expected " + type.mediaType() + ", got " + payloadType);
    }
    byte[] message = preAuthenticationEncoding(payloadType, payload);
    for (SignatureLine line : signatures) {
      // The key id is only a hint (DSSE 1.0.2): the signature alone counts.
      if (line.sig() != null && key.verifies(message, decode(line.sig()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Those of {@code keys} whose signature it has, each once; whether they are enough is the
   * caller's question.
   *
   * @throws ProtocolException when the kind is another
   */
  public List<VerificationKey> signers(PayloadType type, List<VerificationKey> keys)
      throws ProtocolException {
    List<VerificationKey> signers = new ArrayList<>();
    for (VerificationKey key : keys) {
      if (!signers.contains(key) && isSignedBy(type, key)) {
        signers.add(key);
      }
    }
    return signers;
  }

  /** The same with one signature more, or as it is when {@code key} has signed it already. */
  public Envelope signedBesides(PayloadType type, SigningKey key) throws ProtocolException {
    if (isSignedBy(type, key.publicKey())) {
      return this;
    }
    Envelope other = sign(type, payload, key);
    List<SignatureLine> all = new ArrayList<>(signatures);
    all.addAll(other.signatures);
    return new Envelope(payloadType, payload, List.copyOf(all));
  }

  /** The digest of the payload's exact bytes: how a decision names the request it answers. */
  public String payloadDigest() {
    return Digests.of(payload);
  }

  /** The payload although nobody verified it: only to find out whose key should verify it. */
  public byte[] unverifiedPayload() {
    return payload.clone();
  }

  /** The JSON form that {@link #parse} reads. */
  public byte[] toJson() {
    return Json.write(
        new Wire(payloadType, Base64.getEncoder().encodeToString(payload), signatures));
  }

  static byte[] preAuthenticationEncoding(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    byte[] head = ("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] middle = (" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + typeBytes.length + middle.length + payload.length)
        .put(head)
        .put(typeBytes)
        .put(middle)
        .put(payload)
        .array();
  }

  private static byte[] decode(String base64) throws ProtocolException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("not base64");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that
        && payloadType.equals(that.payloadType)
        && Arrays.equals(payload, that.payload)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(payload);
  }
}
