package dev.callgate.protocol;

/**
 * What kind of object an envelope carries. The type is signed with the bytes, so that one kind can
 * never pass for another.
 */
public enum PayloadType {
  /** A {@link CallRequest}, signed by the JVM's key. */
  REQUEST("request"),
  /** A {@link CallDecision}, signed by the approver's key. */
  DECISION("decision"),
  /** An {@link Enrolment}, signed by the JVM's key. */
  ENROL("enroll"),
  /** An {@link EnrolmentReceipt}, signed by the approver's key. */
  ENROLLED("enrolled"),
  /** An {@link OutcomeReport}, signed by the JVM's key. */
  OUTCOME("outcome"),
  /** A {@link CoveredCall}, signed by the JVM's key. */
  COVERED("covered"),
  /** A {@link CoverageReport}, signed by the JVM's key. */
  COVERAGE("coverage"),
  /** A {@link ReviewStatement}, signed by one reviewer. */
  REVIEW("review"),
  /** A {@link TrustBundle}, signed by root keys. */
  TRUST("trust");

  private final String mediaType;

  PayloadType(String name) {
    this.mediaType = "application/vnd.callgate." + name + ".v1+json";
  }

  /** The media type as it stands in the envelope. */
  public String mediaType() {
    return mediaType;
  }
}
