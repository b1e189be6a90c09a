/**
 * The approver put together: {@link dev.callgate.approver.server.Approver#start} takes its
 * {@linkplain dev.callgate.approver.server.ApproverSettings settings}, opens the store, ends what
 * expired meanwhile, and opens the port, in this order.
 *
 * <p>From here the way of a request leads through {@link dev.callgate.approver.http} and {@link
 * dev.callgate.approver.life} to {@link dev.callgate.approver.store}. Arrows go only that way.
 */
@NullMarked
package dev.callgate.approver.server;

import org.jspecify.annotations.NullMarked;
