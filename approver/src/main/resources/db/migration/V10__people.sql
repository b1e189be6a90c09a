-- People whom admins added or the identity provider vouches for: names without spaces, one space between them. An identity is a name as it is compared.

CREATE TABLE person (
  id text NOT NULL PRIMARY KEY,
  identity text NOT NULL UNIQUE,
  name text NOT NULL,
  member_of text NOT NULL,
  roles text NOT NULL,
  token_digest text UNIQUE,
  issuer text,
  subject text,
  created_at bigint NOT NULL,
  UNIQUE (issuer, subject),
  CHECK ((issuer IS NULL) = (subject IS NULL))
);
