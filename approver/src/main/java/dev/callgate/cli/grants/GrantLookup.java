package dev.callgate.cli.grants;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.KnownGrant;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.Ids;
import java.util.List;
import java.util.Locale;

/** Finds a grant by its id, or by the first characters of it. */
final class GrantLookup {
  private GrantLookup() {}

  static KnownGrant find(ReviewerClient client, String typed) throws Failure, InterruptedException {
    String start = typed.toLowerCase(Locale.ROOT);
    try {
      return client.grant(Ids.isWellFormed(start) ? start : complete(client, start));
    } catch (ApproverError e) {
      throw e.isNotFound() ? unknown(typed) : e.toFailure();
    }
  }

  private static String complete(ReviewerClient client, String start)
      throws Failure, ApproverError, InterruptedException {
    List<String> ids =
        client.grants(true).stream()
            .map(grant -> grant.summary().id())
            .filter(id -> !start.isEmpty() && id.startsWith(start))
            .toList();
    if (ids.isEmpty()) {
      throw unknown(start);
    }
    if (ids.size() > 1) {
      throw Failure.usage(
          "not one grant but " + ids.size() + ": " + start + "; type more of the id");
    }
    return ids.get(0);
  }

  private static Failure unknown(String typed) {
    return new Failure(
        ExitStatus.REFUSED,
        "no such grant: " + typed + "; `callgate grants list --all` lists them");
  }
}
