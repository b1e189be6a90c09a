/**
 * The JSON bodies of the routes as records, for the server that writes them and the commands that
 * read them. Signed objects are not here: they are the protocol's.
 */
@NullMarked
package dev.callgate.approver.api;

import org.jspecify.annotations.NullMarked;
