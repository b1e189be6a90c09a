package dev.callgate.cli.client;

import java.util.List;

/**
 * What changed since a cursor.
 *
 * @param cursor where to go on
 * @param requests the changed requests as they are now; empty when nothing changed in time
 */
public record EventPage(long cursor, List<HeldRequest> requests) {}
