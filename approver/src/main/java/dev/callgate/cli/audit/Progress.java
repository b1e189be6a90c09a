package dev.callgate.cli.audit;

import dev.callgate.cli.system.Surroundings;
import java.util.concurrent.TimeUnit;

/** One line that counts, for somebody who sits and waits; nothing for a file or a pipe. */
final class Progress implements AutoCloseable {
  private final Surroundings surroundings;
  private final String what;
  private final boolean wanted = Surroundings.talksToTerminal();
  private long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
  private boolean shown;

  Progress(Surroundings surroundings, String what) {
    this.surroundings = surroundings;
    this.what = what;
  }

  void at(long count) {
    long now = System.nanoTime();
    if (wanted && now - next > 0) {
      surroundings.err().print("\rcallgate: " + count + " " + what + " …");
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
    }
  }
}
