package dev.callgate.cli.policy;

import dev.callgate.cli.system.Surroundings;
import java.util.concurrent.TimeUnit;

/** One line that counts, for somebody who sits and waits; nothing for a file or a pipe. */
final class Progress implements Runnable, AutoCloseable {
  private final Surroundings surroundings;
  private final boolean wanted;
  private long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
  private final String things;
  private int done;
  private boolean shown;

  /**
   * @param things what is counted, in the plural
   */
  Progress(Surroundings surroundings, String things) {
    this.surroundings = surroundings;
    this.things = things;
    wanted = Surroundings.talksToTerminal();
  }

  @Override
  public void run() {
    done++;
    long now = System.nanoTime();
    if (wanted && now - next > 0) {
      surroundings.err().print("\rcallgate: " + done + " " + things + " …");
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
