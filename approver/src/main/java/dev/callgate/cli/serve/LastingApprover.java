package dev.callgate.cli.serve;

import dev.callgate.approver.notify.Notifications;
import dev.callgate.approver.notify.NotificationsFile;
import dev.callgate.approver.notify.WebhookKey;
import dev.callgate.approver.server.Approver;
import dev.callgate.approver.server.ApproverSettings;
import dev.callgate.cli.serve.DatabaseOption.DatabaseReference;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.cli.system.Signals;
import dev.callgate.cli.system.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An approver on a data directory, from its first start on always the same one. */
final class LastingApprover {
  private static final ListenAddress DEFAULT = new ListenAddress("127.0.0.1", 7443);

  private final DataDirectory data;
  private final Surroundings surroundings;

  private final @Nullable DatabaseReference database;
  private final @Nullable Path trust;
  private final @Nullable Path notifications;

  private final boolean singleUseEnrolment;

  LastingApprover(
      DataDirectory data,
      @Nullable DatabaseReference database,
      @Nullable Path trust,
      @Nullable Path notifications,
      boolean singleUseEnrolment,
      Surroundings surroundings) {
    this.singleUseEnrolment = singleUseEnrolment;
    this.data = data;
    this.database = database;
    this.trust = trust;
    this.notifications = notifications;
    this.surroundings = surroundings;
  }

  /** Returns when the process is told to stop. */
  void toEnd(@Nullable ListenAddress asked, List<DeclaredReviewer> reviewers, List<String> admins)
      throws Failure, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Signals.on("INT", stopped::countDown);
    Signals.on("TERM", stopped::countDown);
    try {
      IssuedTokens tokens = IssuedTokens.read(data.tokens());
      tokens.complete(reviewers, admins);
      ListenAddress listen = address(asked);
      try (Approver approver =
          Approver.start(
              new ApproverSettings(
                  data.database(database),
                  listen.resolve(),
                  data.decisionKey(),
                  data.tls(),
                  tokens.credentials(singleUseEnrolment),
                  Clock.systemUTC(),
                  TrustOption.checked(trust == null ? data.trust() : trust, trust != null),
                  notifications()))) {
        keep(approver, tokens, new ListenAddress(listen.host(), approver.uri().getPort()));
        surroundings.say(
            "the reviewers' console: "
                + approver.uri()
                + "/, with a certificate of the key "
                + approver.tlsPin());
        surroundings.say("approver listening on " + approver.uri());
        stopped.await();
      }
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private Notifications notifications() throws IOException, Failure {
    Path file = notifications == null ? data.notifications() : notifications;
    if (notifications == null && !Files.exists(file)) {
      return Notifications.NONE;
    }
    WebhookKey key = WebhookKey.of(data.notificationKey());
    Notifications read = NotificationsFile.read(file, key);
    surroundings.say(
        "telling people by "
            + read.channels().size()
            + " channels; webhooks are signed by "
            + key.publicKey());
    return read;
  }

  private ListenAddress address(@Nullable ListenAddress asked) throws IOException, Failure {
    if (asked != null) {
      return asked;
    }
    ListenAddress last = data.lastAddress();
    return last == null ? DEFAULT : last;
  }

  private void keep(Approver approver, IssuedTokens tokens, ListenAddress address)
      throws IOException, Failure {
    URI url = approver.uri();
    String pin = approver.tlsPin();
    for (Path file : data.writeConnections(tokens.newReviewers(), url, pin)) {
      surroundings.say("a reviewer's connection file: " + file);
    }
    for (Path file : data.writeAdminConnections(tokens.newAdmins(), url, pin)) {
      surroundings.say("an admin's connection file: " + file);
    }
    tokens.regrouped().forEach(surroundings::say);
    data.correctConnections(url, pin);
    if (tokens.newEnrolment() != null && !singleUseEnrolment) {
      data.writeEnrolment(tokens.newEnrolment());
    }
    ListenAddress last = data.lastAddress();
    if (!Files.exists(data.agentConfiguration())) {
      PrivateFiles.write(data.agentConfiguration(), agentConfiguration(approver));
      surroundings.say("for programs: -javaagent:callgate-agent.jar=" + data.agentConfiguration());
    } else if (last != null && !last.equals(address)) {
      surroundings.say(
          "the address changed: "
              + last
              + " became "
              + address
              + "; correct approver.url in "
              + data.agentConfiguration());
    }
    data.writeAddress(address);
    if (database != null) {
      data.writeDatabase(database);
    }
    tokens.write(data.tokens());
  }

  private String agentConfiguration(Approver approver) {
    return "# An agent's configuration for this approver: name your program and your policies.\n"
        + "# policy: [policy.callgate.yaml]\n"
        + new AgentConfiguration(
                "my-application",
                List.of(),
                approver.uri().toString(),
                approver.publicKey().toString(),
                approver.tlsPin(),
                data.enrolment(),
                null,
                false,
                /* roots= */ null,
                /* record= */ null)
            .toYaml();
  }
}
