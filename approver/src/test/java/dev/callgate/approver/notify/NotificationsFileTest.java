package dev.callgate.approver.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.api.NotificationEvent;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsFileTest {
  private static final WebhookKey KEY = WebhookKey.of(SigningKey.generate());
  private static final String HOOK = "  a:\n    kind: webhook\n    events: [asked]\n";

  private final Path folder;

  NotificationsFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsEachKindOfChannelWithItsSecrets() throws Exception {
    secret("smtp.password", "s3cret", "rw-------");
    secret("slack.url", "https://hooks.example.com/services/T/B/x", "rw-------");

    Notifications read =
        read(
            """
              ops:
                kind: mail
                events: [asked, expired]
                groups: [ops]
                host: smtp.example.com
                user: callgate
                password-file: smtp.password
                from: callgate@example.com
                to: [a@example.com, b@example.com]
                digest: 5m
              leads:
                kind: slack
                events: escalation
                url-file: slack.url
            """);

    assertThat(read.channels()).hasSize(2);
    Channel.Mail mail = (Channel.Mail) read.channels().get(0).target();
    assertThat(mail.security()).isEqualTo(Channel.Security.STARTTLS);
    assertThat(mail.port()).isEqualTo(587);
    assertThat(mail.password()).isEqualTo("s3cret");
    assertThat(read.channels().get(0).subscription().digestMillis()).isEqualTo(300_000);
    assertThat(read.channels().get(1).target().toString()).isEqualTo("https://hooks.example.com");
  }

  @Test
  void everyMistakeIsSaidWithItsPlace() throws Exception {
    refused(HOOK + "    url: http://example.com/x\n", "not an https URL");
    refused(HOOK + "    url: https://user:pw@example.com/x\n", "not an https URL");
    refused(HOOK, "needs url or url-file");
    refused(HOOK + "    url: https://example.com/x\n    colour: red\n", "unknown key");
    refused(HOOK + "    url: https://example.com/x\n    digest: 5m\n", "gets each by itself");
    refused(HOOK.replace("asked", "shouted") + "    url: https://example.com/x\n", "unknown event");
    refused("  a:\n    kind: pigeon\n    events: [asked]\n", "unknown kind pigeon");
    String mail =
        "  a:\n    kind: mail\n    events: [asked]\n    host: mail.example.com\n"
            + "    from: a@example.com\n";
    refused(mail + "    to: [\"b@example.com\\nBcc: c@example.com\"]\n", "not a mail address");
    refused(mail + "    to: [b@example.com]\n    security: none\n", "needs TLS");
    refused(mail + "    to: [b@example.com]\n    user: x\n", "belong together");
    secret("open.url", "https://hooks.example.com/secret", "rw-r--r--");
    refused(HOOK + "    url-file: open.url\n", "chmod 600");
  }

  @Test
  void whatLeadsIntoTheNetworkIsNotFollowed() {
    assertThat(problem("https://169.254.169.254/latest")).contains("leads into this network");
    assertThat(problem("https://10.0.0.1/x")).contains("leads into this network");
    assertThat(problem("https://0.0.0.0/x")).contains("leads into this network");
    // The twin: this machine, by a name that says so. Nobody listens there.
    assertThat(problem("http://127.0.0.1:1/x")).contains("cannot be reached");
  }

  private static String problem(String url) {
    Message message =
        new Message(
            "1", NotificationEvent.ASKED, "2", "title", Map.of(), URI.create("https://localhost/"));
    try {
      new HookDelivery(
              new Channel.Hook(Channel.Dialect.WEBHOOK, URI.create(url), false),
              KEY,
              Clock.systemUTC())
          .deliver(List.of(message));
      return "delivered";
    } catch (Undelivered | InterruptedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void refused(String channels, String because) {
    assertThatThrownBy(() -> read(channels))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notifications.yaml")
        .hasMessageContaining(because)
        .message()
        .doesNotContain("\n");
  }

  private Notifications read(String channels) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("notifications.yaml"), "notifications: 1\nchannels:\n" + channels);
    return NotificationsFile.read(file, KEY);
  }

  private void secret(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
