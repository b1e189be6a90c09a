package dev.callgate.approver.notify;

import dev.callgate.approver.api.NotificationEvent;
import dev.callgate.approver.life.Outbox;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.YamlDuration;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file that says whom to tell of what. Every mistake is an error with its place. */
public final class NotificationsFile {
  private static final YamlKeys TOP =
      YamlKeys.of("notifications", "notifications", "console", "channels");
  private static final YamlKeys CHANNEL =
      YamlKeys.of(
          "channel",
          "kind",
          "events",
          "groups",
          "include-arguments",
          "digest",
          "per-minute",
          "host",
          "port",
          "security",
          "user",
          "password-file",
          "from",
          "to",
          "url",
          "url-file",
          "private-network");
  private static final int USUAL_PER_MINUTE = 30;
  private static final Duration LONGEST_DIGEST = Duration.ofHours(1);

  private final Path file;
  private final WebhookKey key;
  private final Problems problems = new Problems();

  private NotificationsFile(Path file, WebhookKey key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Reads it, and the secrets in files that it names, relative to its own folder.
   *
   * @throws IOException with one line that says what is wrong where
   */
  public static Notifications read(Path file, WebhookKey key) throws IOException {
    return new NotificationsFile(file.toAbsolutePath().normalize(), key).read();
  }

  private Notifications read() throws IOException {
    YamlMapping root = YamlFile.read(file.toFile(), problems).root();
    List<Channel> channels = new ArrayList<>();
    URI console = null;
    if (root != null) {
      YamlSection top = YamlSection.of(root, TOP, problems);
      top.require("notifications");
      top.require("channels");
      if (top.has("notifications") && !"1".equals(top.text("notifications"))) {
        report(top, "notifications", "the file's version is 1", "write notifications: 1");
      }
      console = url(top, "console", top.text("console"));
      YamlMapping named = top.mapping("channels");
      for (YamlEntry each : named == null ? List.<YamlEntry>of() : named.entries()) {
        if (each.value() instanceof YamlMapping mapping) {
          Channel channel = channel(each.key().text(), YamlSection.of(mapping, CHANNEL, problems));
          if (channel != null) {
            channels.add(channel);
          }
        } else {
          problems.report(each.key().at(), "NTF001", "a channel is keys and values", "");
        }
      }
    }
    List<Problem> found = problems.inOrder();
    if (!found.isEmpty() || root == null) {
      throw new IOException(found.isEmpty() ? file + " is empty" : found.get(0).toLine());
    }
    return new Notifications(console, List.copyOf(channels), key);
  }

  private @Nullable Channel channel(String name, YamlSection section) {
    section.require("kind");
    section.require("events");
    Set<NotificationEvent> events = EnumSet.noneOf(NotificationEvent.class);
    for (YamlScalar each : section.scalars("events")) {
      try {
        events.add(NotificationEvent.valueOf(each.text().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        problems.report(
            each.at(),
            "NTF002",
            "unknown event " + SafeText.of(each.text(), 100),
            "use asked, reminder, escalation, expired, decided");
      }
    }
    Set<String> groups = new HashSet<>();
    section.scalars("groups").forEach(each -> groups.add(each.text()));
    Channel.Target target = target(section);
    Duration digest = digest(section, target);
    long perMinute = number(section, "per-minute", USUAL_PER_MINUTE, 1, 1000);
    return target == null
        ? null
        : new Channel(
            new Outbox.Subscription(name, events, groups, digest.toMillis()),
            section.flag("include-arguments"),
            (int) perMinute,
            target);
  }

  private Duration digest(YamlSection section, Channel.@Nullable Target target) {
    YamlScalar written = section.scalar("digest");
    if (written == null || written.text().equals("off")) {
      return Duration.ZERO;
    }
    Duration digest = YamlDuration.of(written, problems);
    if (digest != null && (digest.compareTo(LONGEST_DIGEST) > 0 || digest.isZero())) {
      report(section, "digest", "a digest is of an hour at the longest", "write 5m, or off");
    }
    if (target instanceof Channel.Hook hook && hook.dialect() == Channel.Dialect.WEBHOOK) {
      report(section, "digest", "a webhook gets each by itself", "leave digest out");
    }
    return digest == null ? Duration.ZERO : digest;
  }

  private Channel.@Nullable Target target(YamlSection section) {
    String kind = section.text("kind");
    if (kind == null) {
      return null;
    }
    switch (kind) {
      case "mail":
        return mail(section);
      case "slack", "teams", "webhook":
        String url = section.has("url-file") ? secret(section, "url-file") : section.text("url");
        if (url == null && !section.has("url-file")) {
          report(section, "kind", "a " + kind + " channel needs url or url-file", "add one");
        }
        URI to = url(section, section.has("url-file") ? "url-file" : "url", url);
        return to == null
            ? null
            : new Channel.Hook(
                Channel.Dialect.valueOf(kind.toUpperCase(Locale.ROOT)),
                to,
                section.flag("private-network"));
      default:
        report(
            section,
            "kind",
            "unknown kind " + SafeText.of(kind, 100),
            "use mail, slack, teams or webhook");
        return null;
    }
  }

  private Channel.@Nullable Target mail(YamlSection section) {
    section.require("host");
    section.require("from");
    section.require("to");
    String host = section.text("host");
    Channel.Security security = Channel.Security.STARTTLS;
    String written = section.text("security");
    if (written != null) {
      try {
        security = Channel.Security.valueOf(written.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        report(
            section,
            "security",
            "unknown security " + SafeText.of(written, 100),
            "use tls, starttls or none");
      }
    }
    if (host != null
        && security == Channel.Security.NONE
        && !HookDelivery.isLiteralLoopback(host)) {
      report(section, "security", "mail to another machine needs TLS", "use tls or starttls");
    }
    long port = number(section, "port", security == Channel.Security.TLS ? 465 : 587, 1, 65_535);
    String from = section.text("from");
    List<String> to = section.scalars("to").stream().map(YamlScalar::text).toList();
    checkAddress(section, "from", from);
    to.forEach(each -> checkAddress(section, "to", each));
    String password = section.has("password-file") ? secret(section, "password-file") : null;
    if (section.has("user") != section.has("password-file")) {
      report(section, "kind", "user and password-file belong together", "add the other");
    }
    return host == null || from == null || to.isEmpty()
        ? null
        : new Channel.Mail(host, (int) port, security, section.text("user"), password, from, to);
  }

  private void checkAddress(YamlSection section, String key, @Nullable String address) {
    if (address != null && !MailDelivery.isAddress(address)) {
      report(
          section,
          key,
          "not a mail address: " + SafeText.of(address, 100),
          "write name@host and nothing else");
    }
  }

  private long number(YamlSection section, String key, long usual, long least, long most) {
    BigDecimal number = section.number(key);
    if (number == null) {
      return usual;
    }
    try {
      long exact = number.longValueExact();
      if (exact >= least && exact <= most) {
        return exact;
      }
    } catch (ArithmeticException e) {
      // Said below.
    }
    report(section, key, "not a number from " + least + " to " + most, "");
    return usual;
  }

  private @Nullable URI url(YamlSection section, String key, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      String host = url.getHost();
      boolean plain = "http".equals(url.getScheme());
      if (host != null
          && url.getUserInfo() == null
          && ("https".equals(url.getScheme()) || plain)
          && !(plain && !HookDelivery.isLiteralLoopback(host))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, without the text: it may be a secret.
    }
    report(section, key, "not an https URL", "write https://HOST/…; http only to this machine");
    return null;
  }

  private @Nullable String secret(YamlSection section, String key) {
    String name = section.text(key);
    if (name == null) {
      return null;
    }
    Path secret = file.resolveSibling(name);
    try {
      for (PosixFilePermission each : Files.getPosixFilePermissions(secret)) {
        if (!each.name().startsWith("OWNER")) {
          report(section, key, "open to other users: " + secret, "run `chmod 600 " + secret + "`");
          return null;
        }
      }
      return Files.readString(secret).strip();
    } catch (IOException | UnsupportedOperationException e) {
      report(section, key, "cannot be read: " + secret, "write the secret there, with mode 0600");
      return null;
    }
  }

  private void report(YamlSection section, String key, String what, String hint) {
    problems.report(section.at(key), "NTF003", what, hint);
  }
}
