package com.acme.assistant;

import com.acme.Step;

/** A conversation in which the model wants three things. */
public final class Dispatching {
  private Dispatching() {}

  public static void main() {
    ToolDispatcher tools = new ToolDispatcher();
    Step.go("search", () -> tools.run("search", "{\"q\": \"refund policy\"}"));
    Step.go(
        "refund", () -> tools.run("refund", "{\"items\": [{\"amount\": 5}, {\"amount\": 60}]}"));
    Step.go("fetch", () -> tools.fetch("https://evil.example/"));
    Step.effect(String.join(", ", tools.ran()));
  }
}
