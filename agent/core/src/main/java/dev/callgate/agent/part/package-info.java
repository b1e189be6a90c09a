/**
 * Reads what accessors would return, from fields, when their byte code says that they return just
 * that. No accessor of the application is ever called.
 */
@NullMarked
package dev.callgate.agent.part;

import org.jspecify.annotations.NullMarked;
