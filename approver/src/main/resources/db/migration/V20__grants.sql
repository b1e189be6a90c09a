-- Which calls are the same, and what people agreed to in advance: a yes that stands for later calls.

ALTER TABLE request ADD COLUMN likeness text NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN scope text NOT NULL DEFAULT '';

CREATE INDEX request_by_likeness ON request (jvm, likeness, state);
CREATE INDEX request_by_scope ON request (scope, state);

CREATE TABLE standing_grant (
  id text NOT NULL PRIMARY KEY REFERENCES request (id),
  scope text NOT NULL,
  uses bigint NOT NULL CHECK (uses > 0),
  used bigint NOT NULL CHECK (used >= 0 AND used <= uses),
  given_at bigint NOT NULL,
  until_at bigint NOT NULL,
  revoked_at bigint,
  revoked_by text,
  revoke_reason text,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

CREATE INDEX standing_grant_by_scope ON standing_grant (scope, until_at);

CREATE TABLE grant_use (
  grant_id text NOT NULL REFERENCES standing_grant (id),
  use_number bigint NOT NULL,
  request_id text NOT NULL UNIQUE REFERENCES request (id),
  PRIMARY KEY (grant_id, use_number)
);
