-- What the ledger says of a user, which persona that makes, and how that changed.

CREATE TABLE signal_run (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user,
  signal_window text NOT NULL CHECK (signal_window IN ('DAYS_30', 'DAYS_180')),
  as_of date NOT NULL,
  computed_at timestamptz NOT NULL,
  duration_micros bigint NOT NULL CHECK (duration_micros >= 0),
  signals jsonb NOT NULL,
  quality jsonb NOT NULL
);
CREATE INDEX signal_run_latest ON signal_run (user_id, signal_window, as_of DESC, id DESC);

CREATE TABLE persona_assignment (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user,
  signal_window text NOT NULL CHECK (signal_window IN ('DAYS_30', 'DAYS_180')),
  signal_run_id uuid REFERENCES signal_run,
  as_of date NOT NULL,
  persona text NOT NULL,
  strength text NOT NULL CHECK (strength IN ('STRONG', 'MODERATE', 'WEAK', 'DEFAULT', 'NONE')),
  secondary text[] NOT NULL CHECK (cardinality(secondary) <= 2),
  matches jsonb NOT NULL,
  assigned_at timestamptz NOT NULL
);
CREATE INDEX persona_assignment_latest ON persona_assignment (user_id, signal_window, as_of DESC, id DESC);
CREATE INDEX persona_assignment_window ON persona_assignment (signal_window, as_of DESC, id DESC);

CREATE TABLE persona_transition (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user,
  signal_window text NOT NULL CHECK (signal_window IN ('DAYS_30', 'DAYS_180')),
  from_assignment_id uuid NOT NULL REFERENCES persona_assignment,
  to_assignment_id uuid NOT NULL REFERENCES persona_assignment,
  from_persona text NOT NULL,
  to_persona text NOT NULL CHECK (to_persona <> from_persona),
  transitioned_at timestamptz NOT NULL,
  days_in_previous integer NOT NULL CHECK (days_in_previous >= 0),
  positive boolean NOT NULL,
  milestone text,
  achievement_title text,
  celebration_message text,
  celebration_shown_at timestamptz CHECK (celebration_shown_at IS NULL OR positive),
  created_at timestamptz NOT NULL,
  UNIQUE (from_assignment_id, to_assignment_id)
);
CREATE INDEX persona_transition_user ON persona_transition (user_id, signal_window, transitioned_at DESC, id DESC);
CREATE INDEX persona_transition_recent ON persona_transition (transitioned_at DESC, id DESC);

GRANT SELECT, INSERT ON signal_run, persona_assignment TO countersign_serving;
GRANT SELECT, INSERT, UPDATE ON persona_transition TO countersign_serving;
