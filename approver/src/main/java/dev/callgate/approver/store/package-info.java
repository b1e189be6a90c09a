/**
 * What the approver remembers, and the only place where SQL stands.
 *
 * <p>One {@linkplain dev.callgate.approver.store.Database database}, one writer at a time, one
 * transaction per state change. The tables are classes of static statements over a JDBI handle, so
 * that whoever opens the transaction decides what commits together; the {@linkplain
 * dev.callgate.approver.store.AuditLog audit log} is written through the same handle and therefore
 * commits with the change it records or not at all.
 */
@NullMarked
package dev.callgate.approver.store;

import org.jspecify.annotations.NullMarked;
