package dev.callgate.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The digest of a set of policy files, as {@link PolicySet#digest} defines it. */
public final class FileDigest {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private FileDigest() {}

  public static String of(List<byte[]> files) {
    if (files.size() == 1) {
      return of(files.get(0));
    }
    List<String> digests = new ArrayList<>();
    for (byte[] file : files) {
      digests.add(of(file));
    }
    // ascending, so that neither the order nor the names of the files matter
    Collections.sort(digests);
    StringBuilder lines = new StringBuilder();
    for (String digest : digests) {
      lines.append(digest).append('\n');
    }
    return of(lines.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Of one file: {@code sha256:} and 64 hexadecimal digits. */
  public static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder("sha256:");
    for (byte b : sha256().digest(bytes)) {
      text.append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
    }
    return text.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "callgate: this JVM has no SHA-256, which every Java platform must have", e);
    }
  }
}
