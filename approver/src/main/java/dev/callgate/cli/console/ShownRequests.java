package dev.callgate.cli.console;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.client.VerifiedRequest;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.ProtocolException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the approver tells of requests, held against what their programs have signed. A signed
 * request never changes, so each is asked for once. Thread-safe.
 */
final class ShownRequests {
  private static final int MOST_KEPT = 2000;

  private final ReviewerClient client;
  private final Map<String, VerifiedRequest> verified =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, VerifiedRequest> eldest) {
              return size() > MOST_KEPT;
            }
          });

  ShownRequests(ReviewerClient client) {
    this.client = client;
  }

  /** The request as its program signed it. */
  VerifiedRequest verified(String id)
      throws ProtocolException, ApproverError, Failure, InterruptedException {
    VerifiedRequest known = verified.get(id);
    if (known == null) {
      known = VerifiedRequest.fetch(client, id);
      verified.put(id, known);
    }
    return known;
  }

  /**
   * Refuses a request that the approver tells otherwise than its program signed it.
   *
   * @throws ProtocolException saying so
   */
  void check(JsonNode told) throws ProtocolException, ApproverError, Failure, InterruptedException {
    VerifiedRequest own = verified(told.path("id").asString(""));
    if (!own.json().equals(told.path("request"))
        || !own.digest().equals(told.path("requestDigest").asString(""))) {
      throw new ProtocolException("it shows another call than the program has signed");
    }
  }

  /**
   * A list in which every request that waits is as its program signed it; one that no program
   * signed is not in it. What has ended is shown as it is told: nobody decides it any more.
   */
  JsonNode list(JsonNode answer) throws ApproverError, Failure, InterruptedException {
    if (answer.path("requests") instanceof ArrayNode requests) {
      for (int i = requests.size() - 1; i >= 0; i--) {
        if (!(requests.get(i) instanceof ObjectNode told)) {
          requests.remove(i);
        } else if (told.path("state").asString("").equals("pending")) {
          try {
            VerifiedRequest own = verified(told.path("id").asString(""));
            told.set("request", own.json());
            told.put("requestDigest", own.digest());
          } catch (ProtocolException e) {
            requests.remove(i);
          }
        }
      }
    }
    return answer;
  }
}
