/**
 * The bytes that the agent and the approver agree on, in exactly one implementation.
 *
 * <p>Every signed object is a {@linkplain dev.callgate.protocol.Envelope DSSE envelope} over exact
 * bytes; the order is always <em>verify, then parse strictly</em>. A {@link
 * dev.callgate.protocol.CallRequest} says what somebody wants to run, a {@link
 * dev.callgate.protocol.CallDecision} answers it and names it by every digest that matters, an
 * {@link dev.callgate.protocol.OutcomeReport} says how it ended. {@link
 * dev.callgate.protocol.CanonicalForm} is the typed form of arguments that their digest covers.
 *
 * <p>Who counts can be left to the approver, or to a root-signed {@link
 * dev.callgate.protocol.TrustBundle}: then a review is a {@link
 * dev.callgate.protocol.ReviewStatement} under its reviewer's own signature, and {@link
 * dev.callgate.protocol.SignedReview} verifies it on both sides.
 *
 * <p>Depends on {@code java.*}, Jackson and the words of {@code dev.callgate} only. Cryptography is
 * the JDK's, always from a provider instance fixed at class initialisation, so that a provider
 * inserted later by somebody else is never asked.
 */
@NullMarked
package dev.callgate.protocol;

import org.jspecify.annotations.NullMarked;
