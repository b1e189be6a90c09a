package dev.callgate.acceptance.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Collects what a process writes to one of its streams. Thread-safe. */
public final class Output {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean ended;

  Output(String name, InputStream stream) {
    Thread reader = new Thread(() -> read(stream), "reads " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    byte[] buffer = new byte[8192];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        synchronized (this) {
          bytes.write(buffer, 0, count);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // The process was destroyed while it wrote; what came until then counts.
      return;
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }

  /** Everything until now. */
  public synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The lines until now; the last may be half a line while the process runs. */
  public List<String> lines() {
    return text().lines().toList();
  }

  /** Waits for the stream's end; false when it did not come. */
  synchronized boolean awaitEnd(Deadline deadline) throws InterruptedException {
    while (!ended) {
      if (deadline.isOver()) {
        return false;
      }
      wait(deadline.millisLeft());
    }
    return true;
  }

  /** Waits for a whole line; empty when the stream ended or time was over without one. */
  synchronized Optional<String> awaitLine(Predicate<String> wanted, Deadline deadline)
      throws InterruptedException {
    while (true) {
      String text = text();
      String whole = ended ? text : text.substring(0, text.lastIndexOf('\n') + 1);
      Optional<String> line = whole.lines().filter(wanted).findFirst();
      if (line.isPresent() || ended || deadline.isOver()) {
        return line;
      }
      wait(deadline.millisLeft());
    }
  }
}
