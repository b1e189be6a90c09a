package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.CredentialKey;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.P256Key;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.RsaKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passkey's public half as a browser or an approver hands it out. Here, offline, its DER or CBOR
 * is read once; the bundle then has a form that programs read without either.
 */
final class PasskeyFile {
  private PasskeyFile() {}

  private record Written(
      String id,
      String rpId,
      List<String> origins,
      @Nullable String publicKey,
      @Nullable String coseKey) {}

  static ReviewCredential read(Path file) throws Failure {
    try {
      Written written =
          Json.mapper()
              .readerFor(Written.class)
              .without(
                  tools.jackson.databind.DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .readValue(Files.readString(file));
      if (written.id() == null || written.rpId() == null || written.origins() == null) {
        throw new ProtocolException("id, rpId or origins is missing");
      }
      return new ReviewCredential(
          written.id(), key(written).toString(), written.rpId(), written.origins());
    } catch (IOException e) {
      throw Failure.usage("cannot read the passkey: " + file + "; " + e.getMessage());
    } catch (ProtocolException | tools.jackson.core.JacksonException | IllegalArgumentException e) {
      throw Failure.usage(
          "not a passkey: "
              + file
              + " ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "); it has id, rpId, origins, and publicKey or coseKey");
    }
  }

  private static CredentialKey key(Written written) throws ProtocolException {
    if (written.publicKey() != null) {
      return spki(Base64.getUrlDecoder().decode(written.publicKey()));
    }
    if (written.coseKey() != null) {
      return CoseKey.read(Base64.getUrlDecoder().decode(written.coseKey()));
    }
    throw new ProtocolException("publicKey and coseKey are missing");
  }

  private static CredentialKey spki(byte[] der) throws ProtocolException {
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      PublicKey key;
      try {
        key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        continue;
      }
      if (key instanceof ECPublicKey ec) {
        byte[] raw = new byte[64];
        put(ec.getW().getAffineX(), raw, 0);
        put(ec.getW().getAffineY(), raw, 32);
        return P256Key.of(raw);
      }
      if (key instanceof RSAPublicKey rsa) {
        return RsaKey.of(rsa.getModulus(), rsa.getPublicExponent());
      }
      return ed25519(Arrays.copyOfRange(der, der.length - 32, der.length));
    }
    throw new ProtocolException("its public key is of no known kind");
  }

  static CredentialKey ed25519(byte[] raw) throws ProtocolException {
    return CredentialKey.parse(
        "ed25519:" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
  }

  private static void put(BigInteger number, byte[] into, int at) throws ProtocolException {
    byte[] bytes = number.toByteArray();
    int skip = Math.max(0, bytes.length - 32);
    for (int i = 0; i < skip; i++) {
      if (bytes[i] != 0) {
        throw new ProtocolException("its public key is on another curve than P-256");
      }
    }
    System.arraycopy(bytes, skip, into, at + 32 - (bytes.length - skip), bytes.length - skip);
  }
}
