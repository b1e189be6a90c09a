package dev.callgate.approver.api;

import java.util.List;

/**
 * What a passkey is asked to sign once, to prove that its person is there.
 *
 * @param challenge random bytes in base64url, good once and for {@code timeoutMillis}
 * @param rpId the site, as the browser came to it
 * @param allow credential ids in base64url, any of which may answer; empty for any of this site
 * @param timeoutMillis how long the challenge is good
 */
public record PasskeyChallenge(
    String challenge, String rpId, List<String> allow, long timeoutMillis) {}
