package dev.callgate.approver.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * One request with everything that happened to it. In JSON the summary's fields and the history
 * stand side by side.
 *
 * @param summary the request as lists show it
 * @param history what happened, oldest first
 */
public record RequestDetail(@JsonUnwrapped RequestSummary summary, List<HistoryLine> history) {}
