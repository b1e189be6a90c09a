/**
 * What a rule's {@code when} is, as a tree and compiled: operators, three-valued logic, and what
 * may be seen of a call.
 */
@NullMarked
package dev.callgate.policy.condition;

import org.jspecify.annotations.NullMarked;
