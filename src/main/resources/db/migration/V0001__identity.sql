-- Who may do what: operators, their sessions, and the tokens of their scripts.
-- The server's own role gets its rights table by table; what is not granted here it cannot do.

GRANT USAGE ON SCHEMA public TO countersign_serving;

CREATE TABLE operator (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
  name text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 200),
  role text NOT NULL CHECK (role IN ('ANALYST', 'OPERATOR', 'SENIOR_OPERATOR', 'ADMIN')),
  password_hash text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX operator_email ON operator (email);

-- Failed attempts are counted for any address, so that an unknown one answers like a known one.
CREATE TABLE sign_in_failure (
  email_hash bytea PRIMARY KEY,
  failures integer NOT NULL CHECK (failures > 0),
  last_failed_at timestamptz NOT NULL,
  locked_until timestamptz
);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  operator_id uuid NOT NULL REFERENCES operator,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX session_operator ON session (operator_id);

-- A refresh token works once; using it again revokes its whole session.
CREATE TABLE refresh_token (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
  issued_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE access_token (
  id uuid PRIMARY KEY,
  operator_id uuid NOT NULL REFERENCES operator,
  name text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100),
  role text NOT NULL CHECK (role IN ('ANALYST', 'OPERATOR', 'SENIOR_OPERATOR', 'ADMIN')),
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX access_token_operator ON access_token (operator_id, created_at DESC, id DESC);

GRANT SELECT, INSERT, UPDATE ON operator, access_token, session, refresh_token TO countersign_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failure TO countersign_serving;
GRANT DELETE ON session, refresh_token TO countersign_serving;
