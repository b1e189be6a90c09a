/**
 * A gated method in every shape the Java language has, called through every path. One program, many
 * named cases: each says what the method returns and how often a body runs when nothing is in the
 * way. With every call refused no body may run; without an agent all of them must, which is the
 * positive control that makes the refusals mean something.
 *
 * <p>Most shapes carry the annotation. Those in {@link dev.callgate.testapps.shapes.RuleCases}
 * carry nothing and are named by the policy file that lies beside this module.
 */
@NullMarked
package dev.callgate.testapps.shapes;

import org.jspecify.annotations.NullMarked;
