package dev.callgate.acceptance.harness;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Answers every call of one application at once, and remembers them. Start it before the program;
 * close it when the program has ended.
 */
public final class TirelessReviewer implements AutoCloseable {
  /** The answer. */
  public enum Answer {
    APPROVE,
    REJECT
  }

  /** What a rejected call is told. */
  public static final String REASON = "not while I am looking";

  private final Reviewer reviewer;
  private final String application;
  private final Predicate<HeldCall> approves;
  private final Map<String, HeldCall> decided = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closing;

  private TirelessReviewer(Reviewer reviewer, String application, Predicate<HeldCall> approves) {
    this.reviewer = reviewer;
    this.application = application;
    this.approves = approves;
    this.thread = new Thread(this::work, "reviews " + application);
    thread.setDaemon(true);
  }

  public static TirelessReviewer start(Reviewer reviewer, String application, Answer answer) {
    return start(reviewer, application, call -> answer == Answer.APPROVE);
  }

  /** One who looks at each call: those that {@code approves} means are, all others are rejected. */
  public static TirelessReviewer start(
      Reviewer reviewer, String application, Predicate<HeldCall> approves) {
    TirelessReviewer tireless = new TirelessReviewer(reviewer, application, approves);
    tireless.thread.start();
    return tireless;
  }

  private void work() {
    try {
      Reviewer.Events events = reviewer.events();
      while (!closing) {
        for (HeldCall call : events.changed()) {
          if (call.isPending() && call.application().equals(application)) {
            decided.put(call.id(), call);
            boolean yes = approves.test(call);
            reviewer.decide(call, yes ? "approve" : "reject", yes ? null : REASON);
          }
        }
        events = reviewer.events(events.cursor(), 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The approver was stopped; whoever waits for a decision says what is missing.
      System.err.println("a reviewer lost the approver: " + e);
    }
  }

  /** How many calls it was asked about. */
  public int asked() {
    return decided.size();
  }

  public Iterable<HeldCall> decided() {
    return decided.values();
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }
}
