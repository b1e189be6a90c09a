package dev.callgate.protocol;

/**
 * Says in a decision that nobody was asked about this call, because people had agreed to it in
 * advance.
 *
 * @param requestId the request at which they did; the grant's name too
 * @param requestDigest {@link Envelope#payloadDigest()} of that request
 * @param terms what they agreed to
 * @param use which use this is, from 1
 */
public record GrantUse(String requestId, String requestDigest, GrantTerms terms, int use) {}
