package dev.callgate.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * The ticket of a watched call whose body runs.
 *
 * @param ticket what the gate made of it; null when it passed unobserved
 * @param statement whose execution it is; null for none, or one that nobody has seen made
 * @param isOutermost whether it is not just a part of another execution
 */
public record Watched(
    Watch watch,
    Object receiver,
    @Nullable Object[] arguments,
    @Nullable Object ticket,
    @Nullable JdbcStatement statement,
    boolean isOutermost) {}
