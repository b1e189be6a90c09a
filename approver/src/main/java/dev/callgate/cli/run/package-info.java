/**
 * Starts a program with the agent attached and an approver of its own beside it, and asks about
 * each held call until the program ends. Nothing that can say yes is written to disk or passed to
 * the program.
 */
@NullMarked
package dev.callgate.cli.run;

import org.jspecify.annotations.NullMarked;
