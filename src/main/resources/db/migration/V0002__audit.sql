-- The audit trail: append-only for everybody, and a hash chain per subject.
-- The chain is made here, by functions that belong to the owner, so that the serving role can
-- neither choose a hash nor touch the heads.

CREATE TABLE audit_entry (
  id uuid PRIMARY KEY,
  subject_type text NOT NULL CHECK (length(subject_type) BETWEEN 1 AND 50),
  subject_id text NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 100),
  sequence integer NOT NULL,
  action text NOT NULL CHECK (length(action) BETWEEN 1 AND 50),
  actor_id uuid NOT NULL,
  actor_name text NOT NULL CHECK (length(trim(actor_name)) > 0),
  at timestamptz NOT NULL,
  recommendation_id uuid,
  user_id text,
  batch_id uuid,
  before jsonb,
  after jsonb,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  UNIQUE (subject_type, subject_id, sequence)
);
CREATE INDEX audit_entry_at ON audit_entry (at DESC, id DESC);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at DESC, id DESC);
CREATE INDEX audit_entry_action ON audit_entry (action, at DESC, id DESC);
CREATE INDEX audit_entry_recommendation ON audit_entry (recommendation_id, at DESC, id DESC)
  WHERE recommendation_id IS NOT NULL;
CREATE INDEX audit_entry_user ON audit_entry (user_id, at DESC, id DESC) WHERE user_id IS NOT NULL;

-- The last link of each chain: locks the chain for the next one, and shows when a tail was cut.
CREATE TABLE audit_head (
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  sequence integer NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (subject_type, subject_id)
);

-- SHA-256 over the previous hash and the entry as a JSON array. jsonb's text form is canonical and
-- the instant goes in as microseconds, so the same entry gives the same hash on every server.
CREATE FUNCTION audit_hash(entry audit_entry) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT sha256(entry.previous_hash || convert_to(jsonb_build_array(
    entry.id, entry.subject_type, entry.subject_id, entry.sequence, entry.action, entry.actor_id,
    entry.actor_name, (extract(epoch FROM entry.at) * 1000000)::bigint, entry.recommendation_id,
    entry.user_id, entry.batch_id, entry.before, entry.after)::text, 'UTF8'))
$$;

CREATE FUNCTION audit_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
BEGIN
  SELECT * INTO head FROM audit_head
    WHERE subject_type = NEW.subject_type AND subject_id = NEW.subject_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_head (subject_type, subject_id, sequence, hash)
      VALUES (NEW.subject_type, NEW.subject_id, 0, '\x'::bytea)
      ON CONFLICT (subject_type, subject_id) DO NOTHING;
    SELECT * INTO head FROM audit_head
      WHERE subject_type = NEW.subject_type AND subject_id = NEW.subject_id FOR UPDATE;
  END IF;
  NEW.sequence := head.sequence + 1;
  NEW.previous_hash := head.hash;
  NEW.hash := audit_hash(NEW);
  UPDATE audit_head SET sequence = NEW.sequence, hash = NEW.hash
    WHERE subject_type = NEW.subject_type AND subject_id = NEW.subject_id;
  RETURN NEW;
END
$$;

CREATE FUNCTION audit_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entry_append BEFORE INSERT ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_append();
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Every broken place of the chains, the oldest first; one subject's when one is named.
CREATE FUNCTION audit_faults(only_type text, only_id text)
RETURNS TABLE (subject_type text, subject_id text, sequence integer, entry_id uuid, fault text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH chain AS (
    SELECT e.id, e.subject_type, e.subject_id, e.sequence, e.hash, e.previous_hash,
      audit_hash(e) AS expected_hash,
      coalesce(lag(e.hash) OVER w, '\x'::bytea) AS expected_previous,
      coalesce(lag(e.sequence) OVER w, 0) + 1 AS expected_sequence
    FROM audit_entry e
    WHERE (only_type IS NULL OR e.subject_type = only_type)
      AND (only_id IS NULL OR e.subject_id = only_id)
    WINDOW w AS (PARTITION BY e.subject_type, e.subject_id ORDER BY e.sequence)
  ), last AS (
    SELECT DISTINCT ON (c.subject_type, c.subject_id) c.subject_type, c.subject_id, c.sequence, c.hash
    FROM chain c ORDER BY c.subject_type, c.subject_id, c.sequence DESC
  )
  SELECT c.subject_type, c.subject_id, c.sequence, c.id,
    CASE WHEN c.sequence <> c.expected_sequence THEN 'ENTRY_MISSING'
      WHEN c.hash <> c.expected_hash THEN 'ENTRY_ALTERED'
      ELSE 'CHAIN_BROKEN' END
  FROM chain c
  WHERE c.sequence <> c.expected_sequence OR c.hash <> c.expected_hash
    OR c.previous_hash <> c.expected_previous
  UNION ALL
  SELECT h.subject_type, h.subject_id, coalesce(l.sequence, 0) + 1, NULL, 'TAIL_MISSING'
  FROM audit_head h LEFT JOIN last l USING (subject_type, subject_id)
  WHERE (only_type IS NULL OR h.subject_type = only_type)
    AND (only_id IS NULL OR h.subject_id = only_id)
    AND (l.sequence IS NULL OR l.sequence < h.sequence OR l.hash <> h.hash)
  UNION ALL
  SELECT l.subject_type, l.subject_id, l.sequence, NULL, 'HEAD_MISSING'
  FROM last l LEFT JOIN audit_head h USING (subject_type, subject_id)
  WHERE h.sequence IS NULL OR h.sequence < l.sequence
$$;

REVOKE ALL ON FUNCTION audit_append() FROM PUBLIC;
GRANT SELECT, INSERT ON audit_entry TO countersign_serving;
GRANT SELECT ON audit_head TO countersign_serving;
