package dev.callgate.testapps.shapes;

/** What the person who started the program expects of every gated case. */
enum Expectation {
  /** Each call throws a {@link SecurityException} and no body runs. */
  REFUSED,
  /** Each call does what it says. */
  RUN
}
