package dev.callgate.policy;

/** What a person may answer to a held call. */
public enum Verb {
  /** The call runs with its own arguments. */
  APPROVE,
  /** The call runs with arguments the person changed, as far as {@link Gate#editable} lets them. */
  EDIT,
  /** The call is skipped and the person's answer is returned instead. */
  RESPOND,
  /** The call is refused. Always possible. */
  REJECT
}
