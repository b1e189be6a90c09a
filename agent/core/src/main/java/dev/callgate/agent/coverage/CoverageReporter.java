package dev.callgate.agent.coverage;

import dev.callgate.agent.gate.OwnThreads;
import dev.callgate.agent.link.ApproverLink;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Json;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the rules have done: at the start, whenever something has changed since a while, and
 * at the end. On a thread of its own, so that no call waits for it. Thread-safe.
 */
public final class CoverageReporter {
  private final Coverage coverage;
  private final ApproverLink link;
  private final @Nullable File file;
  private final long everyNanos;
  private final Consumer<String> log;
  private final Thread thread;
  private @Nullable CoverageReport sent;
  private @Nullable CoverageReport written;
  private long seq;
  private boolean fileFailed;
  // Guarded by this.
  private boolean ending;

  /**
   * @param file where the report is kept as well; null for nowhere
   * @param every how long a change may wait
   */
  public CoverageReporter(
      Coverage coverage,
      ApproverLink link,
      @Nullable File file,
      Duration every,
      OwnThreads own,
      Consumer<String> log) {
    this.coverage = coverage;
    this.link = link;
    this.file = file;
    this.everyNanos = every.toNanos();
    this.log = log;
    this.thread = own.create("callgate-report", this::run);
  }

  /** Sends the first report and goes on. */
  public void start() {
    thread.start();
  }

  /**
   * Sends the last report; for the end of the JVM. Says what people have to be told.
   *
   * @param millis how long that may take
   */
  public List<String> finish(long millis, String builtIn) throws InterruptedException {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    thread.join(millis);
    return CoverageLines.of(coverage.report(0, true), coverage.mayBeIdle(builtIn));
  }

  private void run() {
    boolean last = false;
    boolean over = false;
    while (!over) {
      try {
        tell(last);
      } catch (RuntimeException | Error e) {
        // No gate depends on it; the next report may do better.
        log.accept("callgate: CG-209 coverage not reported: " + e + "; report this");
      }
      over = last;
      last = over || isOver();
    }
  }

  /** Waits for the next report's time; true when it is the last one's. */
  private synchronized boolean isOver() {
    long until = System.nanoTime() + everyNanos;
    for (long left = everyNanos; left > 0 && !ending; left = until - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        // Any code can interrupt any thread; that is no reason to stop reporting.
        continue;
      }
    }
    return ending;
  }

  private void tell(boolean last) {
    CoverageReport now = coverage.report(seq + 1, last);
    if (link.isConnected() && (last || sent == null || !Coverage.sameNumbers(sent, now))) {
      seq++;
      link.report(Coverage.sendable(now));
      sent = now;
    }
    if (file != null && (last || written == null || !Coverage.sameNumbers(written, now))) {
      write(file, now);
      written = now;
    }
  }

  // Beside it and renamed, so that nobody reads half a report.
  private void write(File target, CoverageReport report) {
    File half = new File(target.getPath() + ".part");
    try {
      try (FileOutputStream out = new FileOutputStream(half)) {
        out.write(Json.write(report));
        out.write('\n');
      }
      if (!half.renameTo(target)) {
        throw new IOException("it cannot be renamed");
      }
      fileFailed = false;
    } catch (IOException e) {
      if (!fileFailed) {
        fileFailed = true;
        log.accept(
            "callgate: CG-209 coverage not written: " + target + " (" + e.getMessage() + ")");
      }
    }
  }
}
