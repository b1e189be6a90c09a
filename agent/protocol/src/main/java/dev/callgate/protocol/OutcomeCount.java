package dev.callgate.protocol;

import dev.callgate.Outcome;

/**
 * How many held calls ended in one way.
 *
 * @param outcome the way
 * @param calls how many, at least 1
 */
public record OutcomeCount(Outcome outcome, long calls) {}
