-- Which transaction moved a head, so that what moved since a checkpoint is found in one pass: a
-- head belongs into the next checkpoint exactly if its transaction was not visible in the last.
ALTER TABLE audit_head ADD COLUMN changed_in xid8;

CREATE OR REPLACE FUNCTION audit_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
  words CONSTANT text[] := '{text,notes,reason,resolution,title,rationale}';
BEGIN
  IF EXISTS (SELECT FROM customer c WHERE c.user_id = NEW.user_id) THEN
    IF jsonb_typeof(NEW.before) = 'object' THEN
      NEW.before := NEW.before - words;
    END IF;
    IF jsonb_typeof(NEW.after) = 'object' THEN
      NEW.after := NEW.after - words;
    END IF;
  END IF;
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
  UPDATE audit_head
    SET sequence = NEW.sequence, hash = NEW.hash, changed_in = pg_current_xact_id()
    WHERE subject_type = NEW.subject_type AND subject_id = NEW.subject_id;
  RETURN NEW;
END
$$;
