package dev.callgate.testapps.improvised;

import java.util.Locale;

/** The ways to the ledger; on the command line in lower case, with dashes. */
enum Route {
  DIRECT,
  REFLECTION,
  METHOD_HANDLE,
  THREAD,
  VIRTUAL_THREAD,
  PROXY,
  LAMBDA,
  CONSTRUCTOR,
  /** The waiting thread is interrupted. */
  INTERRUPT,
  /** Pays, with an {@code int} that a reviewer may try to turn into something else. */
  EDIT_TYPE,
  /** The arguments change under the waiting call. */
  MUTATE;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The route of that label.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Route named(String label) {
    for (Route route : values()) {
      if (route.label().equals(label)) {
        return route;
      }
    }
    throw new IllegalArgumentException("no such route: " + label);
  }
}
