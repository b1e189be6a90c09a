package dev.callgate.approver.notify;

import dev.callgate.approver.life.Outbox;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to people.
 *
 * @param subscription its name, and what it is for
 * @param withArguments whether it may be told the displayed values of arguments; redacted ones are
 *     in no case among them
 * @param perMinute how many notifications it takes in a minute; the others wait
 * @param target where to
 */
public record Channel(
    Outbox.Subscription subscription, boolean withArguments, int perMinute, Target target) {

  /** Where a channel leads. */
  public sealed interface Target {}

  /** How a mail server is spoken to. */
  public enum Security {
    /** TLS from the start. */
    TLS,
    /** TLS before anything else is said; a server that has none gets no mail. */
    STARTTLS,
    /** None: only for a server on this machine. */
    NONE
  }

  /**
   * A mail server.
   *
   * @param user null for a server that asks for nobody
   */
  public record Mail(
      String host,
      int port,
      Security security,
      @Nullable String user,
      @Nullable String password,
      String from,
      List<String> to)
      implements Target {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** What a web hook understands. */
  public enum Dialect {
    SLACK,
    TEAMS,
    /** Standard Webhooks 1.0, signed. */
    WEBHOOK
  }

  /**
   * A web hook.
   *
   * @param url a secret, for chats
   * @param privateNetwork whether it may lead to an address that only this network has
   */
  public record Hook(Dialect dialect, URI url, boolean privateNetwork) implements Target {
    /** Without the path, which is a chat's secret. */
    @Override
    public String toString() {
      return url.getScheme() + "://" + url.getAuthority();
    }
  }

  String name() {
    return subscription.channel();
  }
}
