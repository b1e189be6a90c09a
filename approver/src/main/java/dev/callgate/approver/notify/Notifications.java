package dev.callgate.approver.notify;

import dev.callgate.approver.life.Outbox;
import dev.callgate.approver.store.Database;
import dev.callgate.protocol.SigningKey;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of what.
 *
 * @param console where links lead; null for the approver's own address
 * @param channels with different names
 * @param key signs what goes to webhooks, and nothing else
 */
public record Notifications(@Nullable URI console, List<Channel> channels, WebhookKey key) {
  /** Nobody, of nothing. */
  public static final Notifications NONE =
      new Notifications(null, List.of(), WebhookKey.of(SigningKey.generate()));

  /** What the channels want to hear of. */
  public Outbox outbox(Database database) {
    return new Outbox(database, channels.stream().map(Channel::subscription).toList());
  }
}
