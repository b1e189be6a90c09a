package dev.callgate.acceptance.harness;

import dev.callgate.acceptance.harness.ApproverClient.Answer;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person at the approver's routes. Thread-safe. */
public final class Reviewer {
  private static final int TOO_LATE = 409;

  private final ApproverClient client;
  private final String token;

  Reviewer(Path connectionFile) throws IOException {
    List<String> lines = Files.readAllLines(connectionFile);
    this.client =
        new ApproverClient(
            ApproverProcess.value(lines, "url"), ApproverProcess.value(lines, "tls-pin"));
    this.token = ApproverProcess.value(lines, "token");
  }

  /** Waits until a call of this program is held. */
  public HeldCall awaitHeld(ChildProcess program) throws IOException, InterruptedException {
    return awaitHeld(program, call -> true);
  }

  /** Waits until such a call of this program is held. */
  public HeldCall awaitHeld(ChildProcess program, Predicate<HeldCall> wanted)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.start();
    Events events = events();
    while (true) {
      for (HeldCall call : events.changed()) {
        if (call.isPending() && call.application().equals(program.name()) && wanted.test(call)) {
          return call;
        }
      }
      if (deadline.isOver() || !program.isAlive()) {
        throw program.failure("had no call held");
      }
      events = events(events.cursor(), 1);
    }
  }

  /** Waits until a request is as wanted. */
  public HeldCall await(ChildProcess program, String id, Predicate<HeldCall> wanted)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.start();
    Events events = events();
    while (true) {
      HeldCall now = show(id);
      if (wanted.test(now)) {
        return now;
      }
      if (deadline.isOver()) {
        throw program.failure("left its request as " + now.json());
      }
      events = events(events.cursor(), 1);
    }
  }

  public HeldCall show(String id) throws IOException, InterruptedException {
    return HeldCall.of(get("/v1/requests/" + id));
  }

  /** All calls that this program ever asked about, in no particular order. */
  public List<HeldCall> asked(ChildProcess program) throws IOException, InterruptedException {
    return calls(get("/v1/requests?state=all")).stream()
        .filter(call -> call.application().equals(program.name()))
        .toList();
  }

  /** The one call that this program ever asked about. */
  public HeldCall onlyAsked(ChildProcess program) throws IOException, InterruptedException {
    List<HeldCall> calls = asked(program);
    if (calls.size() != 1) {
      throw program.failure("asked about " + calls.size() + " calls and not about one");
    }
    return calls.get(0);
  }

  /** Waits until this program has reported, in this way, what its rules have done. */
  public JsonNode awaitCoverage(ChildProcess program, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.start();
    JsonNode seen = null;
    Events events = events();
    while (true) {
      for (JsonNode agent : get("/v1/agents").path("agents")) {
        if (agent.path("application").asString().equals(program.name())
            && agent.path("reportedAtMillis").asLong() > 0) {
          seen = get("/v1/agents/" + agent.path("jvm").asString() + "/coverage");
          if (wanted.test(seen)) {
            return seen;
          }
        }
      }
      if (deadline.isOver()) {
        throw program.failure("reported " + seen);
      }
      events = events(events.cursor(), 1);
    }
  }

  public HeldCall approve(HeldCall call) throws IOException, InterruptedException {
    return review(call, "approve", null, List.of(), null);
  }

  public HeldCall reject(HeldCall call, String reason) throws IOException, InterruptedException {
    return review(call, "reject", reason, List.of(), null);
  }

  /** Approves with another value of one argument; the value is anything that JSON can say. */
  public HeldCall edit(HeldCall call, String argument, @Nullable Object value)
      throws IOException, InterruptedException {
    Map<String, @Nullable Object> edit = new HashMap<>();
    edit.put("name", argument);
    edit.put("value", value);
    return review(call, "edit", null, List.of(edit), null);
  }

  public HeldCall respond(HeldCall call, @Nullable Object response)
      throws IOException, InterruptedException {
    return review(call, "respond", null, List.of(), response);
  }

  private HeldCall review(
      HeldCall call,
      String verdict,
      @Nullable String reason,
      List<?> edits,
      @Nullable Object response)
      throws IOException, InterruptedException {
    Answer answer = answer(call, verdict, reason, edits, response);
    if (answer.status() != 200) {
      throw new AssertionError(verdict + " got " + answer + " for " + call.json());
    }
    return HeldCall.of(answer.body());
  }

  /** For one who decides everything: whether it was in time, before the call ended by itself. */
  boolean decide(HeldCall call, String verdict, @Nullable String reason)
      throws IOException, InterruptedException {
    Answer answer = answer(call, verdict, reason, List.of(), null);
    if (answer.status() != 200 && answer.status() != TOO_LATE) {
      throw new AssertionError(verdict + " got " + answer + " for " + call.json());
    }
    return answer.status() == 200;
  }

  private Answer answer(
      HeldCall call,
      String verdict,
      @Nullable String reason,
      List<?> edits,
      @Nullable Object response)
      throws IOException, InterruptedException {
    Map<String, @Nullable Object> review = new HashMap<>();
    review.put("requestDigest", call.json().path("requestDigest").asString());
    review.put("verdict", verdict);
    review.put("reason", reason);
    review.put("edits", edits);
    review.put("response", response);
    return client.call("POST", "/v1/requests/" + call.id() + "/review", token, Json.write(review));
  }

  /** What changed, and where to go on. */
  record Events(long cursor, List<HeldCall> changed) {}

  /** What is pending now. */
  Events events() throws IOException, InterruptedException {
    return events(get("/v1/events"));
  }

  Events events(long after, int waitSeconds) throws IOException, InterruptedException {
    return events(get("/v1/events?after=" + after + "&wait=" + waitSeconds));
  }

  private static Events events(JsonNode page) {
    return new Events(page.path("cursor").asLong(), calls(page));
  }

  private static List<HeldCall> calls(JsonNode page) {
    List<HeldCall> calls = new ArrayList<>();
    page.path("requests").forEach(json -> calls.add(HeldCall.of(json)));
    return calls;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    Answer answer = client.call("GET", path, token, null);
    if (answer.status() != 200) {
      throw new AssertionError(path + " got " + answer);
    }
    return answer.body();
  }
}
