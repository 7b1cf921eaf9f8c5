-- What was found in a customer's data, stored, so that asking for it computes nothing.

CREATE TABLE insight (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES customer,
  origin text NOT NULL CHECK (origin IN ('OWN', 'WAREHOUSE')),
  -- The same finding is one row, whatever its figures become.
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  severity text NOT NULL CHECK (severity IN ('INFO', 'NOTICE', 'WARNING', 'CRITICAL')),
  severity_rank integer NOT NULL GENERATED ALWAYS AS (
    CASE severity WHEN 'CRITICAL' THEN 3 WHEN 'WARNING' THEN 2 WHEN 'NOTICE' THEN 1 ELSE 0 END
  ) STORED,
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  subject text CHECK (length(subject) BETWEEN 1 AND 200),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  figures jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  data_as_of date NOT NULL,
  dismissed_at timestamptz,
  -- What it said when it was dismissed: a dismissal holds while that has not changed much.
  dismissed_severity text,
  dismissed_subject text,
  dismissed_figures jsonb,
  -- Set while a dismissed finding is not found any more, in case it comes back as it was.
  gone_at timestamptz CHECK (gone_at IS NULL OR dismissed_at IS NOT NULL),
  UNIQUE (person_id, origin, key),
  CHECK ((dismissed_at IS NULL) = (dismissed_figures IS NULL)),
  CHECK ((dismissed_at IS NULL) = (dismissed_severity IS NULL))
);
CREATE INDEX insight_list ON insight (person_id, severity_rank DESC, made_at DESC, id DESC);
CREATE INDEX insight_gone ON insight (gone_at) WHERE gone_at IS NOT NULL;

-- One row for each customer whose insights were made.
CREATE TABLE insight_state (
  person_id uuid PRIMARY KEY REFERENCES customer,
  made_at timestamptz NOT NULL,
  -- The newest day of the ledger; without one there was nothing to find anything in.
  data_as_of date,
  summary jsonb,
  -- When the warehouse was last asked, and when it last answered.
  outside_asked_at timestamptz,
  outside_made_at timestamptz,
  CHECK ((data_as_of IS NULL) = (summary IS NULL))
);
CREATE INDEX insight_state_oldest ON insight_state (made_at);

-- Whose insights have to be made again. Written in the transaction that changes the data, and
-- locked by it until it ends, so that no change is missed.
CREATE TABLE insight_due (
  person_id uuid PRIMARY KEY REFERENCES customer,
  marked_at timestamptz NOT NULL
);
CREATE INDEX insight_due_oldest ON insight_due (marked_at, person_id);

CREATE FUNCTION mark_insights_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_due (person_id, marked_at)
  SELECT c.person_id, clock_timestamp() FROM customer c
  WHERE c.user_id IN (SELECT DISTINCT n.user_id FROM changed n)
  ORDER BY c.person_id
  ON CONFLICT (person_id) DO UPDATE SET marked_at = excluded.marked_at;
  RETURN NULL;
END $$;

CREATE TRIGGER account_added_insights AFTER INSERT ON account
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();
CREATE TRIGGER account_changed_insights AFTER UPDATE ON account
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();
CREATE TRIGGER transaction_added_insights AFTER INSERT ON ledger_transaction
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();
CREATE TRIGGER transaction_changed_insights AFTER UPDATE ON ledger_transaction
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();
CREATE TRIGGER transaction_removed_insights AFTER DELETE ON ledger_transaction
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();
CREATE TRIGGER consent_given_insights AFTER INSERT ON consent
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();
CREATE TRIGGER consent_changed_insights AFTER UPDATE ON consent
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_insights_due();

-- Customers of an earlier release.
INSERT INTO insight_due (person_id, marked_at) SELECT person_id, clock_timestamp() FROM customer;

GRANT SELECT, INSERT, UPDATE, DELETE ON insight, insight_state, insight_due TO countersign_serving;
