package dev.callgate.agent.gate;

import dev.callgate.Outcome;
import dev.callgate.agent.fact.Watched;
import dev.callgate.agent.value.ConversionException;
import dev.callgate.agent.value.Snapshot;
import dev.callgate.agent.value.TooLargeException;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Decision;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.OutcomeReport;
import dev.callgate.protocol.ProtocolException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gate that every woven method passes, in the order in which a call passes it. Thread-safe.
 *
 * <ol>
 *   <li>{@link #enter}: does any rule apply? The harmless call leaves here.
 *   <li>{@link #hold}: snapshot; is the deed covered by its caller's approval; is there room to
 *       wait.
 *   <li>{@link #ask}: request, wait, verification.
 *   <li>{@link #decided}: drift, edit, answer, refusal.
 *   <li>{@link #exit}: how the body ended.
 * </ol>
 *
 * Whatever goes wrong on the way, in whatever class, ends in {@link #enter}'s catch as a refusal.
 */
public final class Gate {
  // The approver's clock starts a moment later than ours. What it says within this time may only be
  // no.
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  // Calls of one thread. Compilers take notice of a method later than that.
  private static final long WORTH_A_SHORTCUT = 100;

  private final GateTable table;
  private final JvmIdentity jvm;
  private final Asker asker;
  private final DecisionVerifier verifier;
  private final Refusals refusals;
  private final Consumer<String> log;
  private final Sight sight;
  private final @Nullable CallRecord record;
  private final AtomicLong exhausted = new AtomicLong();
  private final HeldCalls held = new HeldCalls();
  private final RunningCalls running;
  private final Rehearsal rehearsal;
  private final Repetition repetition = new Repetition();

  /**
   * @param exception {@code (message, outcome, requestId)} to the exception that the application
   *     sees
   * @param sight how conditions look beyond the arguments
   * @param log takes one line a fact, for standard error
   */
  public Gate(
      GateTable table,
      JvmIdentity jvm,
      Asker asker,
      MethodHandle exception,
      Sight sight,
      Consumer<String> log) {
    this(table, jvm, asker, exception, sight, /* record= */ null, log);
  }

  /**
   * The same, and has every call taken down.
   *
   * @param record takes them; null for none
   */
  public Gate(
      GateTable table,
      JvmIdentity jvm,
      Asker asker,
      MethodHandle exception,
      Sight sight,
      @Nullable CallRecord record,
      Consumer<String> log) {
    this.table = table;
    this.jvm = jvm;
    this.asker = asker;
    this.verifier = new DecisionVerifier(jvm.trust());
    this.refusals = new Refusals(exception, sight.parts());
    this.sight = sight;
    this.record = record;
    this.log = log;
    this.running = new RunningCalls(asker);
    this.rehearsal = new Rehearsal(sight, log);
  }

  /** As {@code java.lang.CallgateBridge.enter} says. */
  public @Nullable Object enter(int id, @Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    GatePoint point = table.get(id);
    if (point.watch() != null && receiver != null) {
      Object ticket = point.rules().isEmpty() ? null : enter(id, point, receiver, arguments);
      return ticket instanceof Object[]
          ? ticket
          : sight.facts().entered(point.watch(), receiver, arguments, ticket);
    }
    return enter(id, point, receiver, arguments);
  }

  private @Nullable Object enter(
      int id, GatePoint point, @Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    AppliedRules rules = null;
    Ending ending;
    try {
      LiveCall call = new LiveCall(receiver, arguments, sight);
      rules = AppliedRules.judge(point, call);
      if (call.isExhausted()) {
        exhausted(point);
      }
      if (record != null) {
        Witness.tell(record, jvm, point, call, rules);
      }
      if (rules == null) {
        // Where every call is taken down, none goes a shorter way.
        if (point.harmless().countTheLongWay() == WORTH_A_SHORTCUT && record == null) {
          table.isBusy(id);
        }
        return null;
      }
      Decision decision = rules.decision();
      if (decision == Decision.AUDIT) {
        return rehearsal.enter(point, receiver, arguments, rules);
      }
      if (decision == Decision.DENY) {
        rules.countDenied();
        ending = denied(rules);
      } else {
        ending = hold(point, receiver, arguments, rules);
      }
    } catch (Throwable e) {
      if (rules == null) {
        table.failed();
      }
      ending = new Ending.Refuse(Outcome.UNAVAILABLE, "the gate itself failed (" + e + ")", "");
    }
    if (ending instanceof Ending.Run run) {
      running.started(run.ticket());
      return run.ticket();
    }
    if (ending instanceof Ending.Return answer) {
      return new Object[] {answer.value()};
    }
    return new Object[] {refusals.refuse(point, rules, arguments, (Ending.Refuse) ending)};
  }

  /**
   * As {@code java.lang.CallgateBridge.exit} says. Never throws: the body has run, and its result
   * is the caller's.
   */
  public void exit(Object ticket, @Nullable Object returned, @Nullable Throwable thrown) {
    try {
      Object own = ticket;
      if (ticket instanceof Watched watched) {
        own = watched.ticket();
        sight.facts().left(watched, returned, thrown);
      }
      if (own == null) {
        return;
      }
      RunningCall call = (RunningCall) own;
      if (call.isRehearsed()) {
        rehearsal.ended(call);
        return;
      }
      running.ended(call);
      if (call.wasAsked()) {
        report(
            call.requestId(),
            call.requestDigest(),
            thrown == null ? Outcome.SUCCEEDED : Outcome.FAILED,
            thrown == null ? null : thrown.getClass().getName());
      }
    } catch (Throwable e) {
      log.accept("callgate: CG-205 outcome not reported: " + e + "; the call itself has run");
    }
  }

  /** Said at the first time and then ever more rarely: whoever causes it can do so often. */
  private void exhausted(GatePoint point) {
    long times = exhausted.incrementAndGet();
    if (Long.bitCount(times) == 1) {
      log.accept(
          "callgate: CG-207 a call brought more text than is looked at, or took too long to judge: "
              + point.shortName()
              + "; its rules apply ("
              + times
              + (times == 1 ? " time)" : " times)"));
    }
  }

  private static Ending denied(AppliedRules rules) {
    BoundRule rule = rules.leading();
    String reason = rule.rule().reason() == null ? "" : " (" + rule.rule().reason() + ")";
    return new Ending.Refuse(
        Outcome.DENIED,
        "the rule " + rule.rule().id() + reason + " forbids it; nobody was asked",
        "");
  }

  private Ending hold(
      GatePoint point,
      @Nullable Object receiver,
      @Nullable Object[] arguments,
      AppliedRules rules) {
    ArrivingCall call;
    try {
      call = ArrivingCall.of(point, rules, receiver, arguments, sight);
    } catch (TooLargeException e) {
      rules.countUnasked();
      return new Ending.Refuse(
          Outcome.UNAVAILABLE, "nobody could be asked, because " + e.getMessage(), "");
    }
    RunningCall covered = running.cover(call);
    if (covered != null) {
      rules.countCovered();
      return new Ending.Run(covered, Outcome.APPROVED);
    }
    List<String> ids = rules.ids();
    if (!held.tryEnter(ids)) {
      rules.countUnasked();
      return new Ending.Refuse(
          Outcome.UNAVAILABLE,
          "nobody could be asked, because too many calls are waiting already",
          "");
    }
    rules.countHeld();
    Outcome outcome = Outcome.UNAVAILABLE;
    try {
      Ending ending = ask(call);
      outcome = ending.outcome();
      return ending;
    } finally {
      rules.countEnded(outcome);
      held.leave(ids);
    }
  }

  private Ending ask(ArrivingCall call) {
    Question question = Question.of(jvm, repetition, call);
    String id = question.request().requestId();
    Ending ending;
    try {
      Answer answer = asker.ask(id, question.envelope(), question.deadlineNanos() + GRACE_NANOS);
      if (answer instanceof Answer.Decided decided) {
        CallDecision decision =
            verifier.verify(decided, question.request(), question.envelope().payloadDigest());
        if (System.nanoTime() - question.deadlineNanos() >= 0) {
          ending = expired(question);
        } else {
          ending = decided(call, question, decision);
        }
      } else if (answer instanceof Answer.Unavailable unavailable) {
        ending =
            new Ending.Refuse(
                Outcome.UNAVAILABLE, "no approval could be had, because " + unavailable.why(), id);
      } else {
        ending = expired(question);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending =
          new Ending.Refuse(
              Outcome.WITHDRAWN, "its thread was interrupted while it waited for approval", id);
    } catch (ProtocolException e) {
      ending =
          new Ending.Refuse(
              Outcome.UNAVAILABLE, "the answer could not be trusted (" + e.getMessage() + ")", id);
    } catch (RuntimeException | Error e) {
      // The approver may know the request already, and has to hear how it ended.
      ending = new Ending.Refuse(Outcome.UNAVAILABLE, "the gate itself failed (" + e + ")", id);
    }
    String digest = question.envelope().payloadDigest();
    if (ending instanceof Ending.Refuse refusal && refusal.requestId().equals(id)) {
      report(id, digest, refusal.outcome(), null);
    } else if (ending instanceof Ending.Return) {
      report(id, digest, Outcome.RESPONDED, null);
    }
    return ending;
  }

  private static Ending expired(Question question) {
    return new Ending.Refuse(
        Outcome.EXPIRED,
        "nobody decided within " + question.request().expiresInMillis() / 1000.0 + " seconds",
        question.request().requestId());
  }

  private Ending decided(ArrivingCall call, Question question, CallDecision decision) {
    String id = question.request().requestId();
    try {
      switch (decision.verdict()) {
        case APPROVE -> {
          Ending.Refuse drift = Release.drift(question, call.arguments(), sight.parts());
          return drift == null
              ? new Ending.Run(RunningCall.approved(question, call, decision), Outcome.APPROVED)
              : drift;
        }
        case EDIT -> {
          Ending.Refuse drift = Release.drift(question, call.arguments(), sight.parts());
          if (drift != null) {
            return drift;
          }
          Release.edit(call.point(), question, decision, call.arguments());
          return judgedAgain(call, question, decision);
        }
        case RESPOND -> {
          return new Ending.Return(Release.answer(call.point(), decision.response()));
        }
        case REJECT -> {
          return new Ending.Refuse(Outcome.REJECTED, rejection(decision), id);
        }
        case EXPIRE -> {
          return expired(question);
        }
      }
    } catch (ConversionException e) {
      return new Ending.Refuse(
          Outcome.UNAVAILABLE,
          "the reviewer's answer could not be used, because " + e.getMessage(),
          id);
    } catch (TooLargeException e) {
      return new Ending.Refuse(Outcome.UNAVAILABLE, "it was edited, and " + e.getMessage(), id);
    }
    throw new IllegalStateException("no such verdict: " + decision.verdict());
  }

  /** Edited arguments are a new call for the rules: whatever was not approved yet is asked for. */
  private Ending judgedAgain(ArrivingCall call, Question question, CallDecision decision)
      throws TooLargeException {
    AppliedRules again =
        AppliedRules.judgeAgain(
            call.point(), new LiveCall(call.receiver(), call.arguments(), sight));
    if (again != null && again.decision() == Decision.DENY) {
      Ending.Refuse denied = (Ending.Refuse) denied(again);
      return new Ending.Refuse(
          denied.outcome(), "as edited, " + denied.why(), question.request().requestId());
    }
    AppliedRules rules = again == null ? call.rules() : again;
    Snapshot edited = Snapshot.of(call.arguments(), rules.excerpts(sight.parts()));
    if (again != null && again.addsTo(question.rules())) {
      report(
          question.request().requestId(),
          question.envelope().payloadDigest(),
          Outcome.EDITED,
          "asked again");
      return ask(call.with(again, edited));
    }
    return new Ending.Run(
        RunningCall.approved(question, call.with(call.rules(), edited), decision), Outcome.EDITED);
  }

  private static String rejection(CallDecision decision) {
    String who =
        decision.decidedBy().isEmpty() ? "a person" : String.join(", ", decision.decidedBy());
    String reason = decision.reason();
    String said = reason == null || reason.isBlank() ? "" : ", saying: " + reason.strip();
    return decision.repeats() == null
        ? who + " rejected it" + said
        : who
            + " rejected the very same call shortly before"
            + said
            + "; as it was repeated unchanged, nobody was asked again";
  }

  private void report(
      String requestId, String requestDigest, Outcome outcome, @Nullable String detail) {
    asker.report(
        new OutcomeReport(
            OutcomeReport.VERSION,
            requestId,
            requestDigest,
            outcome,
            detail,
            System.currentTimeMillis()));
  }
}
