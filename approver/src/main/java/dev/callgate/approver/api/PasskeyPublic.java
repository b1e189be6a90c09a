package dev.callgate.approver.api;

import java.util.List;

/**
 * The public half of a passkey, in the form that {@code callgate trust add-reviewer --passkey}
 * takes.
 *
 * @param id the credential id in base64url
 * @param rpId the site that it is for
 * @param origins where it may be used
 * @param publicKey its key as SubjectPublicKeyInfo in base64url
 */
public record PasskeyPublic(String id, String rpId, List<String> origins, String publicKey) {}
