/**
 * What an SQL text does, told from its tokens: which verbs it has, whether it changes rows without
 * a condition, how many statements it is.
 *
 * <p>Databases disagree about where a string or a comment ends, and the text does not say which one
 * will read it. So a text is scanned once for each way in which databases read what stands in it
 * ({@link SqlDialect}); what they do not agree on is not certain. A statement is not parsed: a
 * scanner that understands only where verbs can stand has no opinion about the rest and cannot be
 * made to disagree with the database about it.
 */
@NullMarked
package dev.callgate.policy.view.sql;

import org.jspecify.annotations.NullMarked;
