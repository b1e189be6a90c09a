package dev.callgate.approver.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What web hooks are sent. A program's words go only where the receiver takes them as plain text;
 * where it knows markup, its signs are escaped.
 */
final class HookBodies {
  // As many as a chat shows in one message; the others are counted.
  private static final int MOST = 10;
  // Slack refuses blocks of more than 3000 characters.
  private static final int LONGEST = 2900;

  private HookBodies() {}

  /** Blocks of plain text, and a link of ours. */
  static Object slack(List<Message> messages) {
    List<Object> blocks = new ArrayList<>();
    for (Message each : shown(messages)) {
      blocks.add(
          Map.of(
              "type",
              "section",
              "text",
              Map.of("type", "plain_text", "emoji", false, "text", lines(each))));
      blocks.add(
          Map.of(
              "type",
              "section",
              "text",
              Map.of("type", "mrkdwn", "text", "<" + each.link() + "|Open the call>")));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("text", escaped(heading(messages)));
    body.put("unfurl_links", false);
    body.put("blocks", blocks);
    return body;
  }

  /** An adaptive card; a rich text block knows no Markdown. */
  static Object teams(List<Message> messages) {
    List<Object> content = new ArrayList<>();
    List<Object> actions = new ArrayList<>();
    for (Message each : shown(messages)) {
      List<Object> runs = new ArrayList<>();
      runs.add(Map.of("type", "TextRun", "text", lines(each)));
      content.add(Map.of("type", "RichTextBlock", "inlines", runs));
      actions.add(
          Map.of(
              "type", "Action.OpenUrl", "title", "Open the call", "url", each.link().toString()));
    }
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    card.put("body", content);
    card.put("actions", actions);
    return Map.of(
        "type",
        "message",
        "attachments",
        List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
  }

  static Object webhook(Message message, Instant now) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("requestId", message.requestId());
    data.put("title", message.title());
    data.put("facts", message.facts());
    data.put("link", message.link().toString());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "request." + message.event().name().toLowerCase(Locale.ROOT));
    body.put("timestamp", now.toString());
    body.put("data", data);
    return body;
  }

  private static List<Message> shown(List<Message> messages) {
    return messages.subList(0, Math.min(MOST, messages.size()));
  }

  private static String heading(List<Message> messages) {
    return messages.size() == 1
        ? messages.get(0).title()
        : messages.size() + " calls, among them: " + messages.get(0).title();
  }

  private static String lines(Message message) {
    StringBuilder text = new StringBuilder(message.title());
    message
        .facts()
        .forEach((what, value) -> text.append('\n').append(what).append(": ").append(value));
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "…";
  }

  /** As Slack asks for it: these three, and no other. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
