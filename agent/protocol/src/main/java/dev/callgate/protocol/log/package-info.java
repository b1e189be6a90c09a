/**
 * A log to which entries can be added and from which none can be taken, as RFC 6962 section 2 has
 * it: a {@linkplain dev.callgate.protocol.log.TreeHash Merkle tree} over the entries, a {@linkplain
 * dev.callgate.protocol.log.Checkpoint signed note} that says its size and its root, and proofs
 * that an entry {@linkplain dev.callgate.protocol.log.InclusionProof is in it} and that a later
 * tree {@linkplain dev.callgate.protocol.log.ConsistencyProof goes on} where an earlier one
 * stopped.
 *
 * <p>The texts are those of c2sp.org: {@code tlog-checkpoint}, {@code tlog-proof} and, for paths,
 * {@code tlog-tiles}. The approver writes, the JVM and whoever audits read; nothing here knows what
 * an entry says. Runs on the call path: no lambdas, no regular expressions, no streams.
 */
@NullMarked
package dev.callgate.protocol.log;

import org.jspecify.annotations.NullMarked;
