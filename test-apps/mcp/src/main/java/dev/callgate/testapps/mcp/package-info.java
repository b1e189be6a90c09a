/**
 * An assistant whose one tool is an MCP server's: the server runs as a process of its own, and the
 * framework executes the tool through a lambda. The deed is a file that is gone.
 */
@NullMarked
package dev.callgate.testapps.mcp;

import org.jspecify.annotations.NullMarked;
