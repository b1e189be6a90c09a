package dev.callgate.policy;

import dev.callgate.policy.condition.Glob;

/** Methods taken out of a rule again, by the class that declares them and their name. Immutable. */
public record ExcludedMethod(ClassPattern type, Glob name) {}
