package dev.callgate.cli.policy;

import dev.callgate.cli.system.Surroundings;
import java.util.concurrent.TimeUnit;

/** One line that counts, for somebody who sits and waits; nothing for a file or a pipe. */
final class Progress implements Runnable, AutoCloseable {
  private final Surroundings surroundings;
  private final boolean wanted;
  private long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
  private int classes;
  private boolean shown;

  Progress(Surroundings surroundings) {
    this.surroundings = surroundings;
    wanted = Surroundings.talksToTerminal();
  }

  @Override
  public void run() {
    classes++;
    long now = System.nanoTime();
    if (wanted && now - next > 0) {
      surroundings.err().print("\rcallgate: " + classes + " classes …");
      surroundings.err().flush();
      shown = true;
      next = now + TimeUnit.MILLISECONDS.toNanos(200);
    }
  }

  @Override
  public void close() {
    if (shown) {
      surroundings.err().print("\r\u001b[K");
      surroundings.err().flush();
      shown = false;
    }
  }
}
