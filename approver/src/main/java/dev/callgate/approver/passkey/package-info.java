/**
 * People's passkeys: made, told, taken out, used to sign in and to confirm an action right before
 * it. What a passkey signs about a call is not looked at here: those signatures are verified by the
 * trust bundle, in {@code dev.callgate.protocol}, as every JVM does it.
 *
 * <p>The one home of webauthn4j.
 */
@NullMarked
package dev.callgate.approver.passkey;

import org.jspecify.annotations.NullMarked;
