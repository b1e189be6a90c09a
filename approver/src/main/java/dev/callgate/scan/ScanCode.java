package dev.callgate.scan;

/** The stable codes of what a scan finds. */
public enum ScanCode {
  SCAN01("A rule matches no method."),
  SCAN02("A rule names a type that is not there."),
  SCAN03("A rule names a type, and no method of it fits."),
  SCAN04("A rule goes by a class, and lambdas do the same for its interface."),
  SCAN05("A rule names a method that has no body to weave."),
  SCAN06("A gated method hands on to another gated one, which is covered by its approval."),
  SCAN07("A rule holds very many methods, or some that a JVM cannot do without."),
  SCAN08("A gated method is asynchronous."),
  SCAN09("A statement's text reaches the database another way, which no rule holds."),
  SCAN10("What a rule's condition costs."),
  SCAN11("What a rule has done in a program that runs or has run."),
  SCAN12("A method whose name looks irreversible, and that no rule covers."),
  SCAN13("A pack is about something that the program has, and no policy includes it."),
  SCAN14("An exception's match means no method that its rule holds.");

  private final String meaning;

  ScanCode(String meaning) {
    this.meaning = meaning;
  }

  /** What the code stands for, one sentence. */
  public String meaning() {
    return meaning;
  }
}
