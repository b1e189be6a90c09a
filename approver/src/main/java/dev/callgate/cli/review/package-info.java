/** The commands with which a reviewer looks at requests and decides them from any terminal. */
@NullMarked
package dev.callgate.cli.review;

import org.jspecify.annotations.NullMarked;
