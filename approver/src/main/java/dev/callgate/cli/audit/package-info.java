/** The commands about the audit log: look at it, take it out, verify it where nobody can help. */
@NullMarked
package dev.callgate.cli.audit;

import org.jspecify.annotations.NullMarked;
