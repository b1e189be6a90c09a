-- The Merkle tree over the audit entries, and the signed objects that entries name by their digests.

CREATE TABLE audit_head (
  id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
  origin text NOT NULL,
  size bigint NOT NULL,
  frontier blob NOT NULL
);

CREATE TABLE audit_tile (
  level bigint NOT NULL,
  number bigint NOT NULL,
  hashes blob NOT NULL,
  PRIMARY KEY (level, number)
);

CREATE TABLE audit_object (
  seq bigint NOT NULL REFERENCES audit_entry (seq),
  name text NOT NULL,
  content blob NOT NULL,
  PRIMARY KEY (seq, name)
);
