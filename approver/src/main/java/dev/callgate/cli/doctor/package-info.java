/**
 * {@code callgate doctor}: looks at everything around the gates that has to be right for them to
 * mean something, and says what to do about the rest. Changes nothing.
 */
@NullMarked
package dev.callgate.cli.doctor;

import org.jspecify.annotations.NullMarked;
