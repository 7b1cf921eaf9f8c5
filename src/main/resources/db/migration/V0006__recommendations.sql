-- Recommendations and what operators did with them.

CREATE TABLE recommendation (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  user_id text NOT NULL REFERENCES app_user,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
  assignment_id uuid REFERENCES persona_assignment,
  persona_primary text NOT NULL CHECK (persona_primary <> 'NONE'),
  persona_secondary text,
  type text NOT NULL CHECK (type IN ('ARTICLE', 'VIDEO', 'TOOL', 'QUIZ', 'CALCULATOR', 'PARTNER_OFFER')),
  title text NOT NULL CHECK (length(title) BETWEEN 5 AND 200),
  rationale text NOT NULL CHECK (length(rationale) BETWEEN 20 AND 5000),
  disclaimer text NOT NULL,
  priority text NOT NULL CHECK (priority IN ('HIGH', 'MEDIUM', 'LOW')),
  priority_rank integer NOT NULL
    GENERATED ALWAYS AS (CASE priority WHEN 'HIGH' THEN 1 WHEN 'MEDIUM' THEN 2 ELSE 3 END) STORED,
  status text NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED', 'FLAGGED')),
  content_id text NOT NULL CHECK (length(content_id) BETWEEN 1 AND 200),
  content jsonb NOT NULL,
  guardrails jsonb NOT NULL,
  guardrails_passed boolean NOT NULL,
  decision_id uuid,
  pending_since timestamptz NOT NULL,
  claimed_by uuid REFERENCES operator,
  claimed_at timestamptz,
  claim_expires_at timestamptz,
  generated_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  search tsvector NOT NULL
    GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || rationale)) STORED,
  CHECK (status <> 'APPROVED' OR guardrails_passed),
  CHECK ((status = 'PENDING') = (decision_id IS NULL)),
  CHECK (num_nulls(claimed_by, claimed_at, claim_expires_at) IN (0, 3))
);
CREATE UNIQUE INDEX recommendation_once ON recommendation (user_id, content_id, assignment_id)
  WHERE assignment_id IS NOT NULL;
CREATE INDEX recommendation_newest ON recommendation (status, created_at DESC, id DESC);
CREATE INDEX recommendation_oldest ON recommendation (status, created_at, id);
CREATE INDEX recommendation_fairest ON recommendation (status, priority_rank, created_at, id);
CREATE INDEX recommendation_all_newest ON recommendation (created_at DESC, id DESC);
CREATE INDEX recommendation_user ON recommendation (user_id, created_at DESC, id DESC);
CREATE INDEX recommendation_search ON recommendation USING gin (search);

-- Each decision ever taken, undone ones included. The one in force is named by its recommendation.
CREATE TABLE decision (
  id uuid PRIMARY KEY,
  recommendation_id uuid NOT NULL REFERENCES recommendation,
  previous_decision_id uuid REFERENCES decision,
  kind text NOT NULL CHECK (kind IN ('APPROVE', 'REJECT', 'FLAG')),
  previous_status text NOT NULL CHECK (previous_status IN ('PENDING', 'FLAGGED')),
  decided_by uuid NOT NULL,
  decided_by_name text NOT NULL,
  decided_at timestamptz NOT NULL,
  notes text CHECK (length(notes) <= 5000),
  undoable_until timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by uuid,
  review_millis bigint CHECK (review_millis >= 0),
  batch_id uuid,
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
ALTER TABLE recommendation ADD FOREIGN KEY (decision_id) REFERENCES decision DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX decision_recommendation ON decision (recommendation_id, decided_at DESC, id DESC);
CREATE INDEX decision_time ON decision (decided_at, kind) WHERE undone_at IS NULL;
CREATE INDEX decision_operator ON decision (decided_by, decided_at) WHERE undone_at IS NULL;

CREATE TABLE flag (
  id uuid PRIMARY KEY,
  recommendation_id uuid NOT NULL REFERENCES recommendation,
  decision_id uuid NOT NULL REFERENCES decision,
  reason text NOT NULL CHECK (length(reason) BETWEEN 10 AND 2000),
  flagged_by uuid NOT NULL,
  flagged_by_name text NOT NULL,
  flagged_at timestamptz NOT NULL,
  resolved_by uuid,
  resolved_by_name text,
  resolved_at timestamptz,
  resolution text CHECK (length(resolution) <= 2000),
  resolved_by_decision uuid REFERENCES decision,
  withdrawn_at timestamptz,
  CHECK (num_nulls(resolved_by, resolved_by_name, resolved_at) IN (0, 3))
);
CREATE INDEX flag_recommendation ON flag (recommendation_id, flagged_at DESC, id DESC);
CREATE INDEX flag_newest ON flag (flagged_at DESC, id DESC);
CREATE INDEX flag_open ON flag (flagged_at DESC, id DESC) WHERE resolved_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE note (
  id uuid PRIMARY KEY,
  recommendation_id uuid NOT NULL REFERENCES recommendation,
  author_id uuid NOT NULL,
  author_name text NOT NULL,
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
  created_at timestamptz NOT NULL
);
CREATE INDEX note_recommendation ON note (recommendation_id, created_at DESC, id DESC);

CREATE TABLE tag (
  recommendation_id uuid NOT NULL REFERENCES recommendation,
  name text NOT NULL CHECK (name IN ('NEEDS_REVIEW', 'EDGE_CASE', 'TRAINING_EXAMPLE', 'POLICY_QUESTION',
    'TONE_CONCERN', 'ELIGIBILITY_QUESTION', 'MODEL_ERROR', 'GREAT_EXAMPLE')),
  tagged_by uuid NOT NULL,
  tagged_by_name text NOT NULL,
  tagged_at timestamptz NOT NULL,
  PRIMARY KEY (recommendation_id, name)
);

-- A text as it stood before it was modified.
CREATE TABLE revision (
  id uuid PRIMARY KEY,
  recommendation_id uuid NOT NULL REFERENCES recommendation,
  recommendation_version integer NOT NULL,
  title text NOT NULL,
  rationale text NOT NULL,
  priority text NOT NULL,
  guardrails jsonb NOT NULL,
  replaced_by uuid NOT NULL,
  replaced_by_name text NOT NULL,
  replaced_at timestamptz NOT NULL,
  UNIQUE (recommendation_id, recommendation_version)
);

-- The first time an operator opened an item since it last became pending.
CREATE TABLE recommendation_view (
  recommendation_id uuid NOT NULL REFERENCES recommendation,
  operator_id uuid NOT NULL REFERENCES operator,
  pending_since timestamptz NOT NULL,
  first_viewed_at timestamptz NOT NULL,
  PRIMARY KEY (recommendation_id, operator_id, pending_since)
);

-- Written once with its recommendation, never changed.
CREATE TABLE decision_trace (
  id uuid PRIMARY KEY,
  recommendation_id uuid NOT NULL UNIQUE REFERENCES recommendation,
  signals_detected_at timestamptz NOT NULL,
  persona_assigned_at timestamptz NOT NULL,
  content_matched_at timestamptz NOT NULL,
  rationale_generated_at timestamptz NOT NULL,
  guardrails_checked_at timestamptz NOT NULL,
  signal_window text NOT NULL,
  as_of date NOT NULL,
  signals jsonb NOT NULL,
  matches jsonb NOT NULL,
  candidates jsonb NOT NULL,
  guardrails jsonb NOT NULL,
  model jsonb,
  created_at timestamptz NOT NULL,
  CHECK (signals_detected_at <= persona_assigned_at AND persona_assigned_at <= content_matched_at
    AND content_matched_at <= rationale_generated_at AND rationale_generated_at <= guardrails_checked_at)
);

GRANT SELECT, INSERT, UPDATE ON recommendation, decision, flag TO countersign_serving;
GRANT SELECT, INSERT ON note, revision, recommendation_view, decision_trace TO countersign_serving;
GRANT SELECT, INSERT, DELETE ON tag TO countersign_serving;
