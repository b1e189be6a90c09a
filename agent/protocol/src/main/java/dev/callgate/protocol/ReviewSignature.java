package dev.callgate.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A reviewer's signature.
 *
 * @param keyid {@link ReviewCredential#id()} of the credential that made it
 * @param sig the signature in base64: of an Ed25519 key file 64 bytes, of a passkey whatever form
 *     WebAuthn has for its kind of key
 * @param webauthn what the passkey signed around the challenge; null for a key file
 */
public record ReviewSignature(String keyid, String sig, @Nullable PasskeyResponse webauthn) {}
