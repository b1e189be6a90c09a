/**
 * What a gated call costs of which no rule says anything. {@code benchmarks/run} starts these with
 * the packaged agent and {@code benchmarks/policy.callgate.yaml}.
 */
@NullMarked
package dev.callgate.benchmarks;

import org.jspecify.annotations.NullMarked;
