package dev.callgate.agent.trust;

import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustRoots;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The newest trust bundle that was in force, from run to run, in a file that several JVMs may
 * share. Whoever may write to its directory can remove it, and cannot change it. Thread-safe.
 */
public final class TrustMemory {
  private static final String NAME = "trust.json";
  private static final int LARGEST = 4 << 20;

  private final File file;

  /** In this directory. */
  public TrustMemory(File directory) {
    this.file = new File(directory, NAME);
  }

  /** What was remembered; null for nothing. */
  public synchronized @Nullable Envelope read() throws IOException, ProtocolException {
    if (!file.exists()) {
      return null;
    }
    try (FileInputStream in = new FileInputStream(file)) {
      return Envelope.parse(in.readNBytes(LARGEST));
    }
  }

  /** Remembers a verified bundle, unless another JVM has remembered a newer one. */
  synchronized void write(Envelope envelope, long version, TrustRoots roots) throws IOException {
    try {
      Envelope before = read();
      if (before != null && roots.verify(before).version() >= version) {
        return;
      }
    } catch (ProtocolException e) {
      // What is no bundle of these roots is replaced.
    }
    // Beside it and renamed, so that nobody reads half of one.
    File half = File.createTempFile("trust", ".part", file.getParentFile());
    try (FileOutputStream out = new FileOutputStream(half)) {
      out.write(envelope.toJson());
      out.getFD().sync();
    }
    if (!half.renameTo(file)) {
      half.delete();
      throw new IOException(file + " cannot be replaced");
    }
  }

  /** Where it is. */
  @Override
  public String toString() {
    return file.toString();
  }
}
