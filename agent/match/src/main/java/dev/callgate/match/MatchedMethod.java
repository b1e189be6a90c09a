package dev.callgate.match;

import dev.callgate.policy.BoundRule;
import java.util.List;

/** A method that has a body and at least one rule that names it. */
public record MatchedMethod(MethodOutline outline, List<BoundRule> rules) {}
