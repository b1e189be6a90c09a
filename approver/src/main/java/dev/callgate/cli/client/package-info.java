/**
 * The reviewer's side of the approver's routes ({@code docs/protocol.md}): a connection file, a TLS
 * connection that trusts exactly one key, and the answers as records.
 */
@NullMarked
package dev.callgate.cli.client;

import org.jspecify.annotations.NullMarked;
