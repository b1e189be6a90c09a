package dev.callgate.policy;

/** How bad a wrong yes would be, in ascending order. Rules that say nothing are {@link #MEDIUM}. */
public enum Risk {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
