package dev.callgate.approver.server;

import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.ReviewStatement;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person with a token. */
final class TestReviewer {
  final PinnedClient client;
  final String token;

  TestReviewer(PinnedClient client, String token) {
    this.client = client;
    this.token = token;
  }

  Answer get(String path) throws Exception {
    return client.send("GET", path, token, null);
  }

  Answer send(String method, String path, @Nullable Object body) throws Exception {
    return client.send(method, path, token, body == null ? null : Json.write(body));
  }

  Answer show(CallRequest request) throws Exception {
    return get("/v1/requests/" + request.requestId());
  }

  /** What a person would sign. */
  static ReviewStatement statement(
      String name, CallRequest request, Verdict verdict, Edit... edits) {
    return new ReviewStatement(
        ReviewStatement.VERSION,
        request.requestId(),
        digest(request),
        name,
        verdict,
        List.of(edits),
        null,
        "because",
        1);
  }

  /** Says it with a signature of their own. */
  Answer sign(CallRequest request, ReviewStatement statement, SigningKey key) throws Exception {
    return client.send(
        "POST",
        "/v1/requests/" + request.requestId() + "/signed-review",
        token,
        Json.write(ReviewEnvelope.sign(statement, key)));
  }

  Answer say(CallRequest request, Verdict verdict) throws Exception {
    return say(request, new ReviewBody(digest(request), verdict, "because", List.of(), null));
  }

  Answer edit(CallRequest request, Edit... edits) throws Exception {
    return say(request, new ReviewBody(digest(request), Verdict.EDIT, null, List.of(edits), null));
  }

  Answer respond(CallRequest request, @Nullable JsonNode response) throws Exception {
    return say(
        request, new ReviewBody(digest(request), Verdict.RESPOND, null, List.of(), response));
  }

  Answer say(CallRequest request, ReviewBody review) throws Exception {
    return client.send(
        "POST", "/v1/requests/" + request.requestId() + "/review", token, Json.write(review));
  }

  static String digest(CallRequest request) {
    return Digests.of(Json.write(request));
  }
}
