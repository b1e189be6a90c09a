package dev.callgate.cli.review;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.protocol.Ids;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the request that a person means by the first characters of its id. */
final class RequestLookup {
  private RequestLookup() {}

  static HeldRequest find(ReviewerClient client, String typed)
      throws Failure, InterruptedException {
    String start = typed.toLowerCase(Locale.ROOT);
    try {
      return client.request(Ids.isWellFormed(start) ? start : complete(client, start));
    } catch (ApproverError e) {
      throw e.isNotFound() ? unknown(typed) : e.toFailure();
    }
  }

  private static String complete(ReviewerClient client, String start)
      throws Failure, ApproverError, InterruptedException {
    List<String> ids =
        client.list(ReviewerClient.Listed.ALL).stream()
            .map(HeldRequest::id)
            .filter(id -> id.startsWith(start))
            .toList();
    if (ids.isEmpty() || start.isEmpty()) {
      throw unknown(start);
    }
    if (ids.size() > 1) {
      throw Failure.usage(
          "not one request but "
              + ids.size()
              + ": "
              + start
              + " begins "
              + ids.stream().limit(3).map(CallWords::shortId).collect(Collectors.joining(", "))
              + "; type more of the id");
    }
    return ids.get(0);
  }

  private static Failure unknown(String typed) {
    return new Failure(
        ExitStatus.REFUSED, "no such request: " + typed + "; `callgate ls --all` lists them");
  }
}
