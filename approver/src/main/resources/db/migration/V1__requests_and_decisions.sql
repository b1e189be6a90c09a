-- Only what PostgreSQL also understands: bigint, text, blob (bytea there), epoch milliseconds, ids made by us.

CREATE TABLE agent (
  id text NOT NULL PRIMARY KEY,
  public_key text NOT NULL,
  application text NOT NULL,
  environment text,
  rule_set_digest text NOT NULL,
  host text NOT NULL,
  pid bigint NOT NULL,
  java text NOT NULL,
  agent_version text NOT NULL,
  session_digest text NOT NULL UNIQUE,
  decision_cursor bigint NOT NULL,
  enrolled_at bigint NOT NULL
);

CREATE TABLE request (
  id text NOT NULL PRIMARY KEY,
  jvm text NOT NULL REFERENCES agent (id),
  envelope blob NOT NULL,
  digest text NOT NULL,
  state text NOT NULL CHECK (state IN
    ('PENDING', 'APPROVED', 'EDITED', 'RESPONDED', 'REJECTED', 'EXPIRED', 'WITHDRAWN')),
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  decided_at bigint,
  outcome text,
  outcome_detail text,
  outcome_envelope blob,
  changed_seq bigint NOT NULL,
  CHECK ((state = 'PENDING') = (decided_at IS NULL)),
  CHECK ((outcome IS NULL) = (outcome_envelope IS NULL))
);

CREATE INDEX request_by_expiry ON request (state, expires_at);
CREATE INDEX request_by_jvm ON request (jvm, state);
CREATE INDEX request_by_change ON request (changed_seq);

CREATE TABLE review (
  request_id text NOT NULL REFERENCES request (id),
  reviewer text NOT NULL,
  verdict text NOT NULL,
  reason text,
  payload blob NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (request_id, reviewer)
);

CREATE TABLE decision (
  request_id text NOT NULL PRIMARY KEY REFERENCES request (id),
  jvm text NOT NULL REFERENCES agent (id),
  seq bigint NOT NULL,
  envelope blob NOT NULL,
  UNIQUE (jvm, seq)
);

CREATE TABLE audit_entry (
  seq bigint NOT NULL PRIMARY KEY,
  at_millis bigint NOT NULL,
  type text NOT NULL,
  request_id text,
  actor text NOT NULL,
  entry blob NOT NULL
);

CREATE INDEX audit_entry_by_request ON audit_entry (request_id, seq);
