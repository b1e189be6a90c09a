package dev.callgate.approver.api;

import java.util.List;

/**
 * With what a browser makes a new passkey. Bytes are in base64url.
 *
 * @param challenge random bytes, good once and for {@code timeoutMillis}
 * @param rpId the site, as the browser came to it
 * @param userId the person's handle: the same each time, and not the name
 * @param userName the person's name
 * @param algorithms COSE algorithms, the best first
 * @param exclude credential ids that the person has already
 * @param timeoutMillis how long the challenge is good
 */
public record PasskeyOptions(
    String challenge,
    String rpId,
    String userId,
    String userName,
    List<Long> algorithms,
    List<String> exclude,
    long timeoutMillis) {}
