package dev.callgate.agent.record;

import dev.callgate.agent.gate.CallRecord;
import dev.callgate.agent.gate.OwnThreads;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.RecordedCall;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls to a file, a line each, on a thread of its own. Bounded: so many calls of a rule
 * that it applies to, as many that it spares, and so many bytes. Whatever goes wrong ends the
 * recording with one line and nothing else. Thread-safe.
 */
public final class CallRecorder implements CallRecord {
  private static final int MOST_OF_A_RULE = 10_000;
  private static final long LARGEST_FILE = 64L << 20;
  private static final int LONGEST_LINE = 256 * 1024;
  private static final int MOST_WAITING = 1024;
  private static final long LOOK_MILLIS = 100;

  private final File file;
  private final int mostOfARule;
  private final long largestFile;
  private final Consumer<String> log;
  private final Thread thread;
  private final ArrayBlockingQueue<RecordedCall> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();
  private final AtomicBoolean off = new AtomicBoolean();
  private volatile boolean ending;
  private long written;

  /** Records into this file, which is added to where it exists. */
  public CallRecorder(File file, OwnThreads own, Consumer<String> log) {
    this(file, MOST_OF_A_RULE, LARGEST_FILE, own, log);
  }

  /**
   * The same with other bounds.
   *
   * @param mostOfARule calls of one rule that it applies to, and as many that it spares
   * @param largestFile in bytes
   */
  public CallRecorder(
      File file, int mostOfARule, long largestFile, OwnThreads own, Consumer<String> log) {
    this.file = file;
    this.mostOfARule = mostOfARule;
    this.largestFile = largestFile;
    this.log = log;
    this.thread = own.create("callgate-record", this::run);
  }

  /** Begins to write what is taken. */
  public void start() {
    thread.start();
  }

  /** Writes what was taken so far; for the end of the JVM. */
  public void finish(long millis) throws InterruptedException {
    ending = true;
    thread.join(millis);
    long missing = lost.sum();
    if (missing > 0) {
      log.accept(
          "callgate: CG-213 calls not recorded: "
              + missing
              + ", which came faster than they could be written, or were too long; "
              + file
              + " has the others");
    }
  }

  @Override
  public boolean wants(String rule, boolean applies) {
    if (off.get()) {
      return false;
    }
    String key = (applies ? "+" : "-") + rule;
    AtomicInteger count = taken.get(key);
    if (count == null) {
      AtomicInteger first = new AtomicInteger();
      AtomicInteger known = taken.putIfAbsent(key, first);
      count = known == null ? first : known;
    }
    if (count.get() > mostOfARule) {
      return false;
    }
    int now = count.incrementAndGet();
    if (now == mostOfARule + 1) {
      log.accept(
          "callgate: CG-213 enough calls recorded: "
              + rule
              + ", "
              + mostOfARule
              + (applies ? " that it applies to" : " that it spares")
              + "; further ones are not written to "
              + file);
    }
    return now <= mostOfARule;
  }

  @Override
  public void take(RecordedCall call) {
    if (!off.get() && !waiting.offer(call)) {
      lost.increment();
    }
  }

  @Override
  public void failed(Throwable why) {
    end("CG-214 recording ended: " + file + " (" + why + "); gates do not depend on it");
  }

  private void end(String line) {
    if (off.compareAndSet(false, true)) {
      waiting.clear();
      log.accept("callgate: " + line);
    }
  }

  private void run() {
    try (FileOutputStream out = RecordFile.append(file)) {
      written = file.length();
      boolean last = false;
      while (!off.get() && !last) {
        last = ending;
        RecordedCall call = next();
        while (call != null && !off.get()) {
          write(out, call);
          call = waiting.poll();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
  }

  private @Nullable RecordedCall next() {
    try {
      return waiting.poll(ending ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Any code can interrupt any thread; that is no reason to stop.
      return null;
    }
  }

  private void write(FileOutputStream out, RecordedCall call) throws IOException {
    byte[] json = Json.write(call);
    if (json.length > LONGEST_LINE) {
      lost.increment();
      return;
    }
    if (written + json.length + 1 > largestFile) {
      end("CG-213 recording ended: " + file + " has " + written + " bytes, as many as it may have");
      return;
    }
    // In one piece: several JVMs may add to one file.
    byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    out.write(line);
    written += line.length;
  }
}
