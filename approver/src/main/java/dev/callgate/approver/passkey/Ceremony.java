package dev.callgate.approver.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.client.AuthenticationExtensionsClientOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.callgate.approver.api.PasskeyRegistration;
import dev.callgate.approver.api.PasskeyUse;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.PasskeyRow;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The two ceremonies of Web Authentication, levels 2 and 3, sections 7.1 and 7.2: a passkey is
 * made, and it is used. Both want the person recognised and not only present. Who made the
 * authenticator is nobody's concern here, so attestation is not looked at. Thread-safe.
 */
final class Ceremony {
  /** COSE algorithms, the best first, and what this product calls their keys. */
  static final Map<Long, String> ALGORITHMS = Map.of(-8L, "ed25519", -7L, "p256", -257L, "rsa");

  static final List<Long> OFFERED = List.of(-8L, -7L, -257L);

  private static final String HINT = "try it again; nothing was changed";

  private final ObjectConverter converter = new ObjectConverter();
  private final AttestedCredentialDataConverter attested =
      new AttestedCredentialDataConverter(converter);
  // Non-strict is about attestation, and about nothing else.
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

  /**
   * A passkey that was made as it should be.
   *
   * @param credentialId in base64url
   * @param attested its attested credential data in base64url
   * @param publicKey its key as SubjectPublicKeyInfo in base64url
   * @param algorithm the kind of its key
   * @param signCount of its authenticator
   * @param synchronised whether it may be on several devices
   */
  record Made(
      String credentialId,
      String attested,
      String publicKey,
      String algorithm,
      long signCount,
      boolean synchronised) {}

  /**
   * The challenge that a browser says it was given.
   *
   * @throws Refusal when it says none
   */
  static String challenge(@Nullable String clientDataJson) throws Refusal {
    try {
      String text = new String(bytes(clientDataJson), StandardCharsets.UTF_8);
      return Json.readTree(text).path("challenge").asString("");
    } catch (ProtocolException e) {
      throw new Refusal(Code.MALFORMED, "a passkey's client data is not JSON", HINT);
    }
  }

  Made make(PasskeyRegistration made, String challenge, Site site) throws Refusal {
    List<PublicKeyCredentialParameters> algorithms =
        OFFERED.stream()
            .map(
                each ->
                    new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(each)))
            .toList();
    RegistrationData data;
    try {
      data =
          manager.verify(
              new RegistrationRequest(
                  bytes(made.attestationObject()), bytes(made.clientDataJson())),
              new RegistrationParameters(server(challenge, site), algorithms, true, true));
    } catch (VerificationException | DataConversionException | JacksonException e) {
      throw refused(e);
    }
    if (data.getAttestationObject() == null) {
      throw refused(new IllegalStateException("it has no attestation object"));
    }
    AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
    AttestedCredentialData credential = authenticator.getAttestedCredentialData();
    PublicKey key = credential == null ? null : credential.getCOSEKey().getPublicKey();
    if (credential == null || key == null || credential.getCOSEKey().getAlgorithm() == null) {
      throw refused(new IllegalStateException("it has no key"));
    }
    String algorithm = ALGORITHMS.get(credential.getCOSEKey().getAlgorithm().getValue());
    if (algorithm == null) {
      throw refused(new IllegalStateException("its key is of another kind"));
    }
    return new Made(
        text(credential.getCredentialId()),
        text(attested.convert(credential)),
        text(key.getEncoded()),
        algorithm,
        authenticator.getSignCount(),
        authenticator.isFlagBE());
  }

  /**
   * Verifies that {@code row}'s passkey signed {@code challenge} at {@code site}; returns its new
   * counter. One that has not gone on is a copy, and refused.
   */
  long use(PasskeyUse used, PasskeyRow row, String challenge, Site site) throws Refusal {
    try {
      AuthenticationData data =
          manager.verify(
              new AuthenticationRequest(
                  bytes(used.credentialId()),
                  used.userHandle() == null ? null : bytes(used.userHandle()),
                  bytes(used.authenticatorData()),
                  bytes(used.clientDataJson()),
                  null,
                  bytes(used.signature())),
              new AuthenticationParameters(
                  server(challenge, site),
                  new CredentialRecordImpl(
                      new NoneAttestationStatement(),
                      null,
                      null,
                      null,
                      row.signCount(),
                      attested.convert(bytes(row.attested())),
                      null,
                      null,
                      new AuthenticationExtensionsClientOutputs<>(),
                      Set.of()),
                  List.of(bytes(row.credentialId())),
                  true,
                  true));
      return data.getAuthenticatorData() == null ? 0 : data.getAuthenticatorData().getSignCount();
    } catch (VerificationException | DataConversionException | JacksonException e) {
      throw refused(e);
    }
  }

  private static ServerProperty server(String challenge, Site site) throws Refusal {
    return new ServerProperty(
        Set.of(new Origin(site.origin())), site.rpId(), new DefaultChallenge(bytes(challenge)));
  }

  private static Refusal refused(Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Refusal(
        Code.UNVERIFIED,
        "the passkey does not verify: " + why.lines().findFirst().orElse(""),
        HINT);
  }

  static byte[] bytes(@Nullable String base64url) throws Refusal {
    try {
      if (base64url != null) {
        return Base64.getUrlDecoder().decode(base64url);
      }
    } catch (IllegalArgumentException e) {
      // as if it were not there
    }
    throw new Refusal(Code.MALFORMED, "a passkey's bytes are not base64url", HINT);
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
