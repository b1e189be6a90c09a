/** Commands of admins about people: who may do what at an approver. */
@NullMarked
package dev.callgate.cli.people;

import org.jspecify.annotations.NullMarked;
