-- Single-use enrolment tokens by their digests, and JVMs that were revoked: epoch milliseconds, 0 for not.

CREATE TABLE enrolment_token (
  id text NOT NULL PRIMARY KEY,
  application text NOT NULL,
  token_digest text NOT NULL UNIQUE,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_by text
);

ALTER TABLE agent ADD COLUMN revoked_at bigint NOT NULL DEFAULT 0;
