/**
 * The audit log outside of the approver: {@linkplain dev.callgate.audit.ExportWriter written} to a
 * folder, and {@linkplain dev.callgate.audit.ExportVerifier verified} there by somebody who has
 * nothing but that folder, this program and the public keys that count.
 *
 * <p>The folder is laid out as c2sp.org/tlog-tiles says, so that any tool for such logs reads it,
 * with one addition: {@code objects/} has, beside each bundle of entries, the signed objects that
 * they name by digest. No byte of a folder is idle: a change of any bit is found.
 */
@NullMarked
package dev.callgate.audit;

import org.jspecify.annotations.NullMarked;
