-- Calls that ran without a question of their own, because an approval around them covers them: the JVM's signed words.

CREATE TABLE covered_call (
  id text NOT NULL PRIMARY KEY,
  request_id text NOT NULL REFERENCES request (id),
  envelope blob NOT NULL
);

CREATE INDEX covered_call_by_request ON covered_call (request_id);
