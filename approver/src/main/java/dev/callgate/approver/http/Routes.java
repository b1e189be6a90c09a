package dev.callgate.approver.http;

import dev.callgate.approver.api.AgentEvents;
import dev.callgate.approver.api.AuditPage;
import dev.callgate.approver.api.NotificationState;
import dev.callgate.approver.api.RequestChanges;
import dev.callgate.approver.api.SignIn;
import dev.callgate.approver.http.Reply.Later;
import dev.callgate.approver.http.Reply.Now;
import dev.callgate.approver.http.Reply.Seen;
import dev.callgate.approver.life.AgentViews;
import dev.callgate.approver.life.ApiTokens;
import dev.callgate.approver.life.AuditViews;
import dev.callgate.approver.life.Coverages;
import dev.callgate.approver.life.CoveredCalls;
import dev.callgate.approver.life.Endings;
import dev.callgate.approver.life.EnrolmentTokens;
import dev.callgate.approver.life.Enrolments;
import dev.callgate.approver.life.Grants;
import dev.callgate.approver.life.Memberships;
import dev.callgate.approver.life.Outbox;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.life.Reviews;
import dev.callgate.approver.life.StatisticsView;
import dev.callgate.approver.life.Submissions;
import dev.callgate.approver.life.Views;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every route there is. Nothing else is reachable.
 *
 * @param enrolments JVMs introduce themselves
 * @param submissions JVMs ask
 * @param endings JVMs say how it ended
 * @param covered JVMs say what an approval covered
 * @param reviews people decide
 * @param views what both are shown
 * @param grants people's yeses that stand for later calls
 * @param statistics how people decide
 * @param coverages JVMs say what their rules have done
 * @param agents what reviewers are shown of the JVMs
 * @param sessions who sits at a browser
 * @param audit what auditors are shown of the audit log
 * @param memberships admins say who may do what
 * @param tokens people make tokens for their programs
 * @param enrolmentTokens admins let JVMs in and turn them away
 * @param outbox what people are told
 */
public record Routes(
    Enrolments enrolments,
    Submissions submissions,
    Endings endings,
    CoveredCalls covered,
    Reviews reviews,
    Views views,
    Grants grants,
    StatisticsView statistics,
    Coverages coverages,
    AgentViews agents,
    BrowserSessions sessions,
    AuditViews audit,
    Memberships memberships,
    ApiTokens tokens,
    EnrolmentTokens enrolmentTokens,
    Outbox outbox) {

  /** Wakes the polls of reviewers. */
  public static final String REVIEWERS = "reviewers";

  private static final long LONGEST_WAIT_SECONDS = 25;
  private static final long USUAL_DAYS = 30;
  private static final long MOST_DAYS = 366;

  /** Wakes the polls of one JVM. */
  public static String jvmTopic(String jvm) {
    return "jvm:" + jvm;
  }

  /** The table. */
  public List<Route> table() {
    Reply.Document document = OpenApiDocument.read();
    return List.of(
        Route.open("GET", "/openapi.yaml", call -> document),
        Route.open(
            "GET",
            "/healthz",
            call -> new Now(200, Map.of("status", "ok", "nowMillis", views.nowMillis()))),
        Route.enrolment("POST", "/v1/agent/enrol", this::enrol),
        Route.session("PUT", "/v1/agent/requests/{id}", this::submit),
        Route.session("GET", "/v1/agent/events", this::decisions),
        Route.session(
            "POST",
            "/v1/agent/requests/{id}/withdraw",
            (jvm, call) -> new Now(200, endings.withdraw(jvm.agent(), call.id(), call.body()))),
        Route.session(
            "POST",
            "/v1/agent/requests/{id}/outcome",
            (jvm, call) -> new Now(200, endings.report(jvm.agent(), call.id(), call.body()))),
        Route.session(
            "POST",
            "/v1/agent/requests/{id}/covered",
            (jvm, call) -> new Now(200, covered.record(jvm.agent(), call.id(), call.body()))),
        Route.session(
            "GET",
            "/v1/agent/requests/{id}/logged",
            (jvm, call) -> {
              call.allowOnly("seen");
              long seen = call.number("seen", 0, Long.MAX_VALUE);
              return new Now(200, audit.decision(jvm.agent(), call.id(), seen));
            }),
        Route.session(
            "PUT",
            "/v1/agent/coverage",
            (jvm, call) ->
                new Now(200, Map.of("seq", coverages.keep(jvm.agent(), call.body()).seq()))),
        Route.session("GET", "/v1/agent/trust", (jvm, call) -> new Now(200, views.trusted())),
        Route.anyRole("GET", "/v1/agents", this::agents),
        Route.anyRole(
            "GET",
            "/v1/agents/{id}/coverage",
            (person, call) -> new Now(200, agents.coverage(call.id()))),
        Route.viewer("GET", "/v1/requests", this::list),
        Route.viewer(
            "GET", "/v1/requests/{id}", (person, call) -> new Now(200, views.show(call.id()))),
        Route.viewer(
            "GET",
            "/v1/requests/{id}/earlier",
            (person, call) -> new Now(200, views.earlier(call.id()))),
        Route.approver(
            "POST",
            "/v1/requests/{id}/review",
            (person, call) ->
                new Now(
                    200, reviews.review(person.person(), person.means(), call.id(), call.body()))),
        Route.auditor("GET", "/v1/statistics", this::statistics),
        Route.auditor(
            "GET", "/v1/audit/checkpoint", (person, call) -> new Now(200, audit.checkpoint())),
        Route.auditor("GET", "/v1/audit/entries", this::entries),
        Route.auditor(
            "GET",
            "/v1/audit/inclusion",
            (person, call) -> {
              call.allowOnly("index");
              return new Now(200, audit.inclusion(call.number("index", 0, Long.MAX_VALUE)));
            }),
        Route.auditor(
            "GET",
            "/v1/audit/consistency",
            (person, call) -> {
              call.allowOnly("from");
              return new Now(200, audit.consistency(call.number("from", 0, Long.MAX_VALUE)));
            }),
        Route.approver(
            "POST",
            "/v1/requests/{id}/signed-review",
            (person, call) ->
                new Now(
                    200,
                    reviews.reviewSigned(person.person(), person.means(), call.id(), call.body()))),
        Route.viewer(
            "GET",
            "/v1/requests/{id}/envelope",
            (person, call) -> new Now(200, views.signed(call.id()))),
        Route.viewer("GET", "/v1/grants", this::grants),
        Route.viewer(
            "GET", "/v1/grants/{id}", (person, call) -> new Now(200, grants.show(call.id()))),
        Route.approver(
            "POST",
            "/v1/grants/{id}/revoke",
            (person, call) -> new Now(200, grants.revoke(person.person(), call.id(), call.body()))),
        Route.viewer("GET", "/v1/trust", (person, call) -> new Now(200, views.trusted())),
        Route.viewer("GET", "/v1/events", this::changes),
        Route.viewer("GET", "/v1/events/stream", this::stream),
        Route.person("GET", "/v1/me", (person, call) -> new Now(200, person.person())),
        Route.admin("GET", "/v1/people", (admin, call) -> new Now(200, memberships.list())),
        Route.admin(
            "POST",
            "/v1/people",
            (admin, call) -> new Now(201, memberships.add(admin.person(), call.body()))),
        Route.admin(
            "PUT",
            "/v1/people/{id}",
            (admin, call) ->
                new Now(200, memberships.change(admin.person(), call.id(), call.body()))),
        Route.admin(
            "DELETE",
            "/v1/people/{id}",
            (admin, call) -> new Now(200, memberships.remove(admin.person(), call.id()))),
        Route.admin(
            "POST",
            "/v1/enrolment-tokens",
            (admin, call) -> new Now(201, enrolmentTokens.create(admin.person(), call.body()))),
        Route.admin(
            "POST",
            "/v1/agents/{id}/revoke",
            (admin, call) -> new Now(200, enrolmentTokens.revoke(admin.person(), call.id()))),
        Route.anyRole(
            "GET",
            "/v1/tokens",
            (person, call) -> new Now(200, tokens.list(person.person(), person.means()))),
        Route.anyRole(
            "POST",
            "/v1/tokens",
            (person, call) ->
                new Now(201, tokens.create(person.person(), person.means(), call.body()))),
        Route.anyRole(
            "DELETE",
            "/v1/tokens/{id}",
            (person, call) ->
                new Now(200, tokens.revoke(person.person(), person.means(), call.id()))),
        Route.admin("GET", "/v1/notifications", this::notifications),
        Route.console("POST", "/v1/session", this::signIn),
        Route.console("GET", "/v1/session", call -> new Now(200, sessions.show(call.cookie()))),
        Route.console(
            "DELETE",
            "/v1/session",
            call -> new Now(200, Map.of("signedIn", false), sessions.end(call.cookie()))));
  }

  private Reply signIn(Call call) throws Refusal {
    call.allowOnly();
    String token;
    try {
      token = Json.read(call.body(), SignIn.class).token();
    } catch (ProtocolException e) {
      // Without what the reader says: it quotes what it read.
      throw new Refusal(Code.MALFORMED, "not a sign-in", "send {\"token\": …}");
    }
    BrowserSessions.Opened opened = sessions.open(token == null ? "" : token, call.cookie());
    return new Now(201, opened.person(), opened.cookie());
  }

  private Reply stream(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly();
    return new Reply.Stream(person.actor(), REVIEWERS, new ChangesStream(views), call.allowed());
  }

  private Reply enrol(Caller.Enroller enroller, Call call) throws Refusal {
    return new Now(201, enrolments.enrol(enroller.name(), enroller.token(), call.body()));
  }

  private Reply submit(Caller.Jvm jvm, Call call) throws Refusal {
    Submissions.Submitted submitted = submissions.submit(jvm.agent(), call.id(), call.body());
    return new Now(submitted.created() ? 201 : 200, submitted.standing());
  }

  private Reply decisions(Caller.Jvm jvm, Call call) throws Refusal {
    call.allowOnly("after", "wait");
    long after = call.number("after", 0, Long.MAX_VALUE);
    return new Later(
        jvm.actor(),
        jvmTopic(jvm.agent().id()),
        wait(call),
        () -> {
          AgentEvents events = views.decisionsAfter(jvm.agent(), after);
          return new Seen(events.cursor() != after, events);
        });
  }

  private Reply changes(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly("after", "wait");
    if (!call.query().containsKey("after")) {
      return new Now(200, views.snapshot());
    }
    long after = call.number("after", 0, Long.MAX_VALUE);
    return new Later(
        person.actor(),
        REVIEWERS,
        wait(call),
        () -> {
          RequestChanges changes = views.changedAfter(after);
          return new Seen(changes.cursor() != after, changes);
        });
  }

  private Reply entries(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly("from", "count", "wait");
    // Far below the largest number, so that nothing behind it can overflow.
    long from = call.number("from", 0, Long.MAX_VALUE / 2);
    long count = call.number("count", AuditViews.LONGEST_PAGE, AuditViews.LONGEST_PAGE);
    return new Later(
        person.actor(),
        REVIEWERS,
        wait(call),
        () -> {
          AuditPage page = audit.entries(from, count);
          return new Seen(!page.entries().isEmpty(), page);
        });
  }

  private Reply agents(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly();
    return new Now(200, agents.list());
  }

  private Reply list(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly("state");
    String state = call.query().getOrDefault("state", "pending");
    return switch (state) {
      case "pending" -> new Now(200, views.list(true, false));
      case "ended" -> new Now(200, views.list(false, true));
      case "all" -> new Now(200, views.list(true, true));
      default ->
          throw new Refusal(Code.MALFORMED, "unknown state " + state, "use pending, ended or all");
    };
  }

  private Reply statistics(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly("days");
    long days = call.number("days", USUAL_DAYS, MOST_DAYS);
    return new Now(200, statistics.last(Math.max(1, days)));
  }

  private Reply grants(Caller.Reviewer person, Call call) throws Refusal {
    call.allowOnly("state");
    String state = call.query().getOrDefault("state", "standing");
    return switch (state) {
      case "standing" -> new Now(200, grants.list(false));
      case "all" -> new Now(200, grants.list(true));
      default -> throw new Refusal(Code.MALFORMED, "unknown state " + state, "use standing or all");
    };
  }

  private Reply notifications(Caller.Reviewer admin, Call call) throws Refusal {
    call.allowOnly("state");
    String state = call.query().getOrDefault("state", "all");
    if (state.equals("all")) {
      return new Now(200, outbox.list(null));
    }
    for (NotificationState each : NotificationState.values()) {
      if (state.equals(each.name().toLowerCase(Locale.ROOT))) {
        return new Now(200, outbox.list(each));
      }
    }
    throw new Refusal(
        Code.MALFORMED, "unknown state " + state, "use waiting, sent, dead, moot or all");
  }

  private static Duration wait(Call call) throws Refusal {
    return Duration.ofSeconds(call.number("wait", 0, LONGEST_WAIT_SECONDS));
  }
}
