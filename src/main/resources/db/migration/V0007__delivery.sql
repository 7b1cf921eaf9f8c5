-- The outbox: what an approval sends, due when it can no longer be taken back.

CREATE TABLE delivery (
  id uuid PRIMARY KEY,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  decision_id uuid NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES app_user,
  channel text NOT NULL CHECK (channel IN ('LOG', 'WEBHOOK')),
  status text NOT NULL CHECK (status IN ('QUEUED', 'DELIVERED', 'FAILED', 'CANCELLED')),
  payload jsonb NOT NULL,
  due_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_error text CHECK (length(last_error) <= 500),
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK ((status = 'QUEUED') = (finished_at IS NULL))
);
CREATE INDEX delivery_due ON delivery (next_attempt_at, id) WHERE status = 'QUEUED';
CREATE INDEX delivery_subject ON delivery (subject_id, created_at DESC, id DESC);

-- What was delivered, once each.
CREATE TABLE delivered_message (
  id uuid PRIMARY KEY,
  delivery_id uuid NOT NULL UNIQUE REFERENCES delivery,
  user_id text NOT NULL REFERENCES app_user,
  channel text NOT NULL,
  payload jsonb NOT NULL,
  delivered_at timestamptz NOT NULL
);
CREATE INDEX delivered_message_user ON delivered_message (user_id, delivered_at DESC, id DESC);

GRANT SELECT, INSERT, UPDATE ON delivery TO countersign_serving;
GRANT SELECT, INSERT ON delivered_message TO countersign_serving;
