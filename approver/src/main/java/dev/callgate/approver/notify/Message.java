package dev.callgate.approver.notify;

import dev.callgate.approver.api.NotificationEvent;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One notification in words. Whatever a program says about itself is one visible line in here, so
 * no channel can be given a second header, a hidden end or a right-to-left text.
 *
 * @param id the notification's
 * @param title one line
 * @param facts one line each, by what they are
 * @param link opens the request's page, and does nothing else: whoever opens it still has to sign
 *     in
 */
record Message(
    String id,
    NotificationEvent event,
    String requestId,
    String title,
    Map<String, String> facts,
    URI link) {
  private static final int LONGEST = 200;
  private static final int MOST_ARGUMENTS = 20;

  static Message of(
      String id,
      NotificationEvent event,
      CallRequest request,
      @Nullable CallDecision decision,
      long expiresAt,
      boolean withArguments,
      URI console) {
    Map<String, String> facts = new LinkedHashMap<>();
    String application = safe(request.application());
    facts.put(
        "application",
        request.environment() == null
            ? application
            : application + " (" + safe(request.environment()) + ")");
    String method = safe(request.method().type() + "." + request.method().name());
    facts.put("method", method);
    facts.put(
        "held by",
        safe(request.rules().stream().map(AppliedRule::id).collect(Collectors.joining(", "))));
    if (withArguments) {
      List<Argument> shown =
          request.arguments().stream()
              .filter(each -> !each.redacted())
              .limit(MOST_ARGUMENTS)
              .toList();
      shown.forEach(each -> facts.put("argument " + safe(each.name()), safe(each.display())));
      if (shown.size() < request.arguments().size()) {
        facts.put("arguments not shown", "" + (request.arguments().size() - shown.size()));
      }
    }
    if (event.isAboutWaiting()) {
      facts.put(
          "to be decided until",
          Instant.ofEpochMilli(expiresAt).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (event == NotificationEvent.DECIDED && decision != null) {
      String by = String.join(", ", decision.decidedBy());
      facts.put("decision", safe(decision.verdict().name().toLowerCase(Locale.ROOT) + " by " + by));
    }
    return new Message(
        id,
        event,
        request.requestId(),
        title(event) + ": " + method + " in " + application,
        facts,
        console.resolve("/#/requests/" + request.requestId()));
  }

  private static String title(NotificationEvent event) {
    return switch (event) {
      case ASKED -> "A call waits for a decision";
      case REMINDER -> "A call still waits, half of its time is over";
      case ESCALATION -> "A call still waits and will soon be refused";
      case EXPIRED -> "A call was refused because nobody decided in time";
      case DECIDED -> "A call was decided";
    };
  }

  private static String safe(String text) {
    return SafeText.of(text, LONGEST);
  }

  /** Lines for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    facts.forEach((what, value) -> text.append(what).append(": ").append(value).append('\n'));
    return text + "\n" + link + "\n";
  }
}
