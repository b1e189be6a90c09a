-- What has to be told to people, written with the change that it is about. Claimed by one approver for a while, tried a few times, then given up.

CREATE TABLE notification (
  id text NOT NULL PRIMARY KEY,
  channel text NOT NULL,
  event text NOT NULL CHECK (event IN ('ASKED', 'REMINDER', 'ESCALATION', 'EXPIRED', 'DECIDED')),
  request_id text NOT NULL REFERENCES request (id),
  state text NOT NULL CHECK (state IN ('WAITING', 'SENT', 'DEAD', 'MOOT')),
  due_at bigint NOT NULL,
  claimed_until bigint NOT NULL,
  tries bigint NOT NULL,
  problem text,
  created_at bigint NOT NULL,
  ended_at bigint,
  UNIQUE (channel, event, request_id),
  CHECK ((state = 'WAITING') = (ended_at IS NULL))
);

CREATE INDEX notification_by_due ON notification (state, due_at);
CREATE INDEX notification_by_end ON notification (channel, state, ended_at);
