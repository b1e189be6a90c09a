-- People's passkeys. Text only: what is bytes is in base64url.

CREATE TABLE passkey (
  id text NOT NULL PRIMARY KEY,
  person text NOT NULL,
  name text NOT NULL,
  credential_id text NOT NULL UNIQUE,
  attested text NOT NULL,
  public_key text NOT NULL,
  algorithm text NOT NULL,
  rp_id text NOT NULL,
  origin text NOT NULL,
  sign_count bigint NOT NULL,
  synchronised bigint NOT NULL,
  created_at bigint NOT NULL,
  used_at bigint
);

CREATE INDEX passkey_person ON passkey (person);
