/**
 * What an application may compile against: the mark that gates a method, the mark that hides an
 * argument, and the exception that says a call was refused. Nothing here decides anything and
 * nothing here depends on anything.
 */
@NullMarked
package dev.callgate;

import org.jspecify.annotations.NullMarked;
