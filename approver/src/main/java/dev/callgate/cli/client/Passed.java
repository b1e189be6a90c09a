package dev.callgate.cli.client;

import tools.jackson.databind.JsonNode;

/**
 * The approver's answer as it came.
 *
 * @param status of HTTP
 * @param body its JSON
 */
public record Passed(int status, JsonNode body) {}
