package dev.callgate.approver.store;

/**
 * An enrolled JVM and how it is doing.
 *
 * @param agent the JVM
 * @param pending how many of its calls wait
 * @param reportedAt when it reported last what its rules have done, epoch milliseconds; 0 for never
 * @param ended whether it said that it was ending
 */
public record AgentStanding(AgentRow agent, long pending, long reportedAt, boolean ended) {}
