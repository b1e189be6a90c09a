package dev.callgate.policy;

import java.io.File;
import java.util.List;

/** Reads policy files. */
public final class PolicyReader {
  private PolicyReader() {}

  public static PolicySet read(List<File> files) throws PolicyException {
    throw new UnsupportedOperationException("callgate: the policy reader is not finished");
  }
}
