package dev.callgate.scan;

/** How bad a finding is. Only errors make a scan fail. */
public enum Level {
  ERROR,
  WARNING,
  NOTE
}
