package dev.callgate.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a person sits: {@code /dev/tty}, because standard input belongs to the program that runs.
 *
 * <p>A line is read only once it is there whole, so that a question can be taken back when it is
 * answered elsewhere, and nothing is left reading what the program should get.
 */
public final class Terminal implements AutoCloseable {
  private static final int LONGEST_LINE = 64 * 1024;

  private final InputStream in;
  private final PrintStream out;

  /** A terminal made of two streams; {@code in} has to tell what is available. */
  public Terminal(InputStream in, OutputStream out) {
    this.in = in;
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** The controlling terminal, or null when this process has none. */
  public static @Nullable Terminal controlling() {
    FileInputStream in = null;
    try {
      in = new FileInputStream("/dev/tty");
      return new Terminal(in, new FileOutputStream("/dev/tty"));
    } catch (IOException e) {
      // No terminal is an ordinary way to run; half of one is none.
      closeQuietly(in);
      return null;
    }
  }

  private static void closeQuietly(@Nullable InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // Nothing was written to it.
      }
    }
  }

  /** What is to be shown. The caller makes foreign text safe. */
  public PrintStream out() {
    return out;
  }

  /** Forgets what was typed before a question was asked: it cannot be its answer. */
  public void discardTypedAhead() throws IOException {
    while (in.available() > 0) {
      if (in.read() < 0) {
        return;
      }
    }
  }

  /**
   * The next line without its end, or null when {@code stop} says so first or the terminal is gone.
   */
  public @Nullable String readLine(BooleanSupplier stop) throws IOException, InterruptedException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (!stop.getAsBoolean()) {
      if (in.available() == 0) {
        TimeUnit.MILLISECONDS.sleep(50);
        continue;
      }
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
      if (line.size() < LONGEST_LINE) {
        line.write(next);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    out.close();
    in.close();
  }
}
