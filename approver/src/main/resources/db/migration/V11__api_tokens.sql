-- API tokens by their digests. A person named at the approver's start has no row of their own, so an identity refers to none.

CREATE TABLE api_token (
  id text NOT NULL PRIMARY KEY,
  identity text NOT NULL,
  person text NOT NULL,
  name text NOT NULL,
  scopes text NOT NULL,
  token_digest text NOT NULL UNIQUE,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  last_used_at bigint NOT NULL
);

CREATE INDEX api_token_by_person ON api_token (identity);
