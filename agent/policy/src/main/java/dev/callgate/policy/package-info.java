/**
 * The policy language: what a policy file says, whether it says it correctly, and what it means for
 * one call.
 *
 * <p>The way through the files: {@link dev.callgate.policy.read.PolicyReader} reads each file with
 * {@link dev.callgate.policy.yaml} into {@link dev.callgate.policy.Rule rules}; a rule's static
 * part, {@link dev.callgate.policy.Match}, says which methods it is about; {@link
 * dev.callgate.policy.Rule#bind} turns its dynamic part, {@link
 * dev.callgate.policy.condition.When}, into a {@link dev.callgate.policy.condition.Condition} over
 * one method's arguments.
 *
 * <p>Three promises hold everywhere in here. Nothing is ignored: a key, a value or a name that is
 * not understood is an error, because an ignored one is a disarmed gate. A condition that cannot be
 * decided lets its rule apply. And no code of the application runs: only values whose class is
 * known to be the JDK's own are looked at.
 *
 * <p>The agent uses this before the application's {@code main}, therefore no {@code java.nio.file},
 * no logging, no reflection, no regular expressions and no lambdas here.
 *
 * <p>Codes of problems, besides those of {@link dev.callgate.policy.yaml}: SCH006 version of the
 * language, SCH009 too much of something; REF001 unknown parameter, REF002 approver group, REF003
 * list, REF004 condition, REF005 condition that uses itself, REF006 environment, REF007 rule,
 * SET001 rule id, SET002 policy name, SET003 test name and SET004 exception id used twice; MAT001
 * match without classes, MAT002 class name without package, MAT003 everything matched, MAT004 no
 * class name, MAT005 nested class written with a dot; SIG001 no signature, SIG003 type arguments;
 * TYP001 operand of another kind, TYP002 number written as text, TYP003 list of mixed kinds, TYP004
 * operator that can never be decided, TYP005 one value for several or several for one, TYP006 range
 * reversed; MEAN001 rule that allows, MEAN002 none or several where one belongs, MEAN003 condition
 * without operator, MEAN004 condition that is constant, MEAN005 {@code edit} and {@code editable}
 * apart, MEAN006 {@code reject} left out, MEAN007 key without effect, MEAN008 glob with signs that
 * mean nothing, MEAN009 text that a view never shows, MEAN010 one value for several or several for
 * one behind a pointer, MEAN011 prefix of a path, MEAN012 path without its view, MEAN013 exception
 * of a locked rule, MEAN014 exception that is not weaker, MEAN015 rule of a higher layer, MEAN016
 * rule of a pack that is not raised, MEAN018 list of a pack that is not open, SET005 gates of a
 * pack set twice, REF008 pack that is not included; TST001 test without the rules it is about,
 * TST002 test of no method, TST003 test of several methods, TST004 argument that cannot arrive.
 *
 * <p>Codes of {@link dev.callgate.policy.Note notes}: ENV001 environment that the file does not
 * know; EXC001 exception that has ended.
 */
@NullMarked
package dev.callgate.policy;

import org.jspecify.annotations.NullMarked;
