package dev.callgate.approver.api;

import java.util.List;

/**
 * Everybody whom this approver knows.
 *
 * @param people by their names
 */
public record PersonList(List<PersonSummary> people) {}
