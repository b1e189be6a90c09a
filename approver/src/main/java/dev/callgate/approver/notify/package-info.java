/**
 * Tells people that a call waits, and how it ended: takes what the outbox holds, and sends it by
 * mail, to a chat, or to a webhook. Nothing that comes back decides anything.
 */
@NullMarked
package dev.callgate.approver.notify;

import org.jspecify.annotations.NullMarked;
