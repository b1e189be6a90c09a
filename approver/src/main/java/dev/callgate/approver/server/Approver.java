package dev.callgate.approver.server;

import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.http.BrowserSessions;
import dev.callgate.approver.http.Caller;
import dev.callgate.approver.http.Console;
import dev.callgate.approver.http.ConsoleFiles;
import dev.callgate.approver.http.Credentials;
import dev.callgate.approver.http.HttpServer;
import dev.callgate.approver.http.PasskeyRoutes;
import dev.callgate.approver.http.Route;
import dev.callgate.approver.http.Routes;
import dev.callgate.approver.http.SameOrigin;
import dev.callgate.approver.life.AgentViews;
import dev.callgate.approver.life.ApiTokens;
import dev.callgate.approver.life.AuditViews;
import dev.callgate.approver.life.Change;
import dev.callgate.approver.life.Configuration;
import dev.callgate.approver.life.Coverages;
import dev.callgate.approver.life.CoveredCalls;
import dev.callgate.approver.life.Decisions;
import dev.callgate.approver.life.Endings;
import dev.callgate.approver.life.EnrolmentTokens;
import dev.callgate.approver.life.Enrolments;
import dev.callgate.approver.life.Expiries;
import dev.callgate.approver.life.Grants;
import dev.callgate.approver.life.Memberships;
import dev.callgate.approver.life.Outbox;
import dev.callgate.approver.life.People;
import dev.callgate.approver.life.Person;
import dev.callgate.approver.life.Presence;
import dev.callgate.approver.life.RefusedAttempts;
import dev.callgate.approver.life.Reviews;
import dev.callgate.approver.life.StandingAnswers;
import dev.callgate.approver.life.Starts;
import dev.callgate.approver.life.StatisticsView;
import dev.callgate.approver.life.Submissions;
import dev.callgate.approver.life.TrustFile;
import dev.callgate.approver.life.Views;
import dev.callgate.approver.notify.Courier;
import dev.callgate.approver.notify.CourierThread;
import dev.callgate.approver.passkey.FreshProofs;
import dev.callgate.approver.passkey.Passkeys;
import dev.callgate.approver.store.Database;
import dev.callgate.protocol.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running approver. Thread-safe; {@link #close()} ends it and frees its port and its file. */
public final class Approver implements AutoCloseable {
  private final ApproverSettings settings;
  private final Database database;
  private final HttpServer server;
  private final People people;
  private final Expiries expiries;
  private final ExpiryAlarm alarm;
  private final Courier courier;
  private final CourierThread courierThread;
  private final Presence presence;
  private final List<Route> routes;
  private final Credentials credentials;
  private final Console console;

  private Approver(ApproverSettings settings, Database database, Map<String, Caller> issued) {
    Clock clock = settings.clock();
    this.settings = settings;
    this.database = database;
    this.server =
        new HttpServer(settings.listen(), settings.tls().keyStore(), settings.tls().password());
    Outbox outbox = settings.notifications().outbox(database);
    this.courier = new Courier(database, settings.notifications(), this::console, clock);
    this.courierThread = new CourierThread(courier);
    Decisions decisions = new Decisions(settings.decisionKey(), outbox);
    TrustFile trust = new TrustFile(settings.trust());
    this.people = new People(persons(settings.credentials()), trust, clock);
    StandingAnswers standing = new StandingAnswers(people, decisions);
    Views views = new Views(database, people, trust, clock);
    this.presence = new Presence(clock);
    ApiTokens tokens = new ApiTokens(database, people, clock, () -> server.wake(Routes.REVIEWERS));
    this.credentials = new Credentials(issued, database, people, tokens, presence);
    BrowserSessions sessions =
        new BrowserSessions(credentials, clock, () -> server.wake(Routes.REVIEWERS));
    this.console =
        new Console(new ConsoleFiles(), sessions, new SameOrigin(settings.tls().names()));
    this.expiries = new Expiries(database, decisions, clock, this::tell);
    this.alarm = new ExpiryAlarm(expiries, clock);
    Passkeys passkeys = new Passkeys(database, clock);
    FreshProofs proofs = new FreshProofs(database, passkeys, clock);
    List<Route> routes = new ArrayList<>(new PasskeyRoutes(passkeys, proofs, sessions).table());
    routes.addAll(
        new Routes(
                new Enrolments(database, settings.decisionKey(), clock),
                new Submissions(database, outbox, standing, clock, this::tell),
                new Endings(database, clock, this::tell),
                new CoveredCalls(database, clock, this::tell),
                new Reviews(database, people, decisions, standing, views, clock, this::tell),
                views,
                new Grants(database, people, clock, this::tell),
                new StatisticsView(database, clock),
                new Coverages(database, clock),
                new AgentViews(database, presence, clock),
                sessions,
                new AuditViews(database, settings.decisionKey()),
                new Memberships(database, people, clock, () -> server.wake(Routes.REVIEWERS)),
                tokens,
                new EnrolmentTokens(
                    database,
                    new AgentViews(database, presence, clock),
                    clock,
                    jvm -> {
                      server.wake(Routes.jvmTopic(jvm));
                      server.wake(Routes.REVIEWERS);
                    }),
                outbox)
            .table());
    this.routes = List.copyOf(routes);
  }

  /**
   * Starts an approver. When this returns it answers, and what had expired while none was running
   * has ended.
   *
   * @throws IOException when the database or the port cannot be opened; the message says what,
   *     where and what to do
   */
  public static Approver start(ApproverSettings settings) throws IOException {
    Map<String, Caller> issued = issued(settings.credentials());
    Database database = Database.open(settings.database());
    Approver approver = new Approver(settings, database, issued);
    try {
      String twice = database.<@Nullable String, RuntimeException>read(approver.people::namedTwice);
      if (twice != null) {
        throw new IOException(
            "named twice: "
                + twice
                + " is a person of this approver already, and named at its start; choose another"
                + " name for one of them");
      }
      new Starts(database, settings.clock()).record(configuration(settings));
      database.follow(
          new OtherApprovers(database, approver::tell, approver.server::wakeEverybody)::look);
      approver.expireDue();
      approver.server.start(
          approver.routes,
          approver.credentials,
          new RefusedAttempts(database, settings.clock()),
          approver.console);
      if (!settings.notifications().channels().isEmpty()) {
        approver.courierThread.start();
      }
      return approver;
    } catch (IOException | RuntimeException e) {
      approver.alarm.close();
      database.close();
      throw e;
    }
  }

  private static Configuration configuration(ApproverSettings settings) {
    List<Person> reviewers = new ArrayList<>();
    List<String> enrolment = new ArrayList<>();
    for (Credential credential : settings.credentials()) {
      switch (credential.kind()) {
        case REVIEWER, ADMIN -> reviewers.add(person(credential));
        case ENROLMENT -> enrolment.add(credential.name());
      }
    }
    return new Configuration(
        Configuration.VERSION, settings.decisionKey().publicKey().toString(), reviewers, enrolment);
  }

  private static Map<String, Caller> issued(List<Credential> credentials) {
    Map<String, Caller> issued = new HashMap<>();
    for (Credential credential : credentials) {
      Caller caller =
          switch (credential.kind()) {
            case ENROLMENT -> new Caller.Enroller(credential.name());
            case REVIEWER, ADMIN -> new Caller.Reviewer(person(credential));
          };
      if (issued.put(credential.tokenDigest(), caller) != null) {
        // One token for asking and deciding would undo the separation of the two.
        throw new IllegalArgumentException("two credentials have the same token");
      }
    }
    return issued;
  }

  private static Person person(Credential credential) {
    return credential.kind() == Credential.Kind.ADMIN
        ? Person.admin(credential.name())
        : Person.reviewer(credential.name(), credential.groups());
  }

  private static List<Person> persons(List<Credential> credentials) {
    return credentials.stream()
        .filter(credential -> credential.kind() != Credential.Kind.ENROLMENT)
        .map(Approver::person)
        .toList();
  }

  /** Called after each commit: whoever waits for this change may look now. */
  private void tell(Change change) {
    if (change.state() == RequestState.PENDING) {
      alarm.noLaterThan(change.expiresAtMillis());
    } else {
      server.wake(Routes.jvmTopic(change.jvm()));
    }
    server.wake(Routes.REVIEWERS);
    courierThread.wake();
  }

  /** Where links to the console lead. */
  private URI console() {
    URI given = settings.notifications().console();
    return given == null ? server.uri() : given;
  }

  /** Sends what people have to be told by the clock. */
  void notifyDue() throws InterruptedException {
    courier.sendDue();
  }

  /** Ends what is due by the clock, and arms the alarm for what comes next. */
  void expireDue() {
    expiries.expireDue().ifPresent(alarm::noLaterThan);
  }

  /** How many polls wait for something to happen. */
  int waitingPolls() {
    return server.waitingPolls();
  }

  /** How many browsers listen. */
  int openStreams() {
    return server.openStreams();
  }

  List<Route> routes() {
    return routes;
  }

  /** Where it answers. */
  public URI uri() {
    return server.uri();
  }

  /** The key that verifies its decisions; agents pin it. */
  public VerificationKey publicKey() {
    return settings.decisionKey().publicKey();
  }

  /** The pin of its certificate. */
  public String tlsPin() {
    return settings.tls().pin();
  }

  @Override
  public void close() {
    server.close();
    alarm.close();
    courierThread.close();
    database.close();
  }
}
