-- The latest report of each JVM about what its rules have done.

CREATE TABLE coverage (
  jvm text NOT NULL PRIMARY KEY REFERENCES agent (id),
  seq bigint NOT NULL,
  last bigint NOT NULL CHECK (last IN (0, 1)),
  rule_set_digest text NOT NULL,
  envelope blob NOT NULL,
  received_at bigint NOT NULL
);
