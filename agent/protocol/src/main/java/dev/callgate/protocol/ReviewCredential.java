package dev.callgate.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the keys with which a person signs reviews.
 *
 * @param id of a key file {@link CredentialKey#id()}, of a passkey its credential id in base64url
 * @param key {@link CredentialKey#parse}s
 * @param rpId for a passkey the relying party's id, which its authenticator data have to name; null
 *     for a key file
 * @param origins for a passkey where it may be used, such as {@code https://approvals.example.com};
 *     empty for a key file
 */
public record ReviewCredential(String id, String key, @Nullable String rpId, List<String> origins) {

  /** A key file. */
  public static ReviewCredential ofKeyFile(VerificationKey key) {
    return new ReviewCredential(key.id(), key.toString(), null, List.of());
  }

  /** Whether it is a passkey, which signs a challenge, and not a key file. */
  public boolean signsChallenges() {
    return rpId != null;
  }
}
