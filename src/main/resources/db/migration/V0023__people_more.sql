-- Letters about an account, and erasing what is kept of a person.

-- What the token of a letter is good for; the token itself is nowhere. A newer letter of a kind
-- makes the older ones void.
CREATE TABLE account_letter (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  kind text NOT NULL CHECK (kind IN ('VERIFY_EMAIL', 'RESET_PASSWORD', 'ADDRESS_TAKEN')),
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at >= sent_at),
  used_at timestamptz,
  voided_at timestamptz
);
CREATE INDEX account_letter_person ON account_letter (person_id, kind, sent_at DESC);
CREATE INDEX account_letter_expiry ON account_letter (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON account_letter TO countersign_serving;

-- The serving role deletes none of what follows by itself: it can have one user's rows erased, and
-- only of a customer who is marked as erased, which is for good.
CREATE FUNCTION customer_stays_erased() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'an erased customer stays erased' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER customer_stays_erased BEFORE UPDATE ON customer
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at)
  EXECUTE FUNCTION customer_stays_erased();

CREATE FUNCTION require_erasure(erased text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM customer WHERE user_id = erased AND erased_at IS NOT NULL) THEN
    RAISE EXCEPTION 'only an erased customer''s rows are erased'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

CREATE FUNCTION erase_consents(erased text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_erasure(erased);
  DELETE FROM consent WHERE user_id = erased;
END
$$;

CREATE FUNCTION erase_bank_data(erased text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  accounts uuid[] := ARRAY(SELECT id FROM account WHERE user_id = erased);
BEGIN
  PERFORM require_erasure(erased);
  DELETE FROM ledger_transaction WHERE account_id = ANY(accounts);
  DELETE FROM liability WHERE account_id = ANY(accounts);
  DELETE FROM account WHERE id = ANY(accounts);
  DELETE FROM ledger_import WHERE user_id = erased;
END
$$;

-- What nobody decided on goes; of what was decided only that it was, when, how and by whom stays.
CREATE FUNCTION erase_analysis(erased text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  every uuid[] := ARRAY(SELECT id FROM recommendation WHERE user_id = erased);
  undecided uuid[] := ARRAY(SELECT id FROM recommendation
    WHERE user_id = erased AND status IN ('PENDING', 'FLAGGED'));
BEGIN
  PERFORM require_erasure(erased);
  DELETE FROM delivered_message WHERE user_id = erased;
  DELETE FROM delivery WHERE user_id = erased;
  DELETE FROM decision_trace WHERE recommendation_id = ANY(every);
  DELETE FROM note WHERE recommendation_id = ANY(every);
  DELETE FROM revision WHERE recommendation_id = ANY(every);

  DELETE FROM tag WHERE recommendation_id = ANY(undecided);
  DELETE FROM recommendation_view WHERE recommendation_id = ANY(undecided);
  DELETE FROM flag WHERE recommendation_id = ANY(undecided);
  DELETE FROM decision WHERE recommendation_id = ANY(undecided);
  DELETE FROM recommendation WHERE id = ANY(undecided);

  UPDATE flag SET reason = 'Erased with the person''s data.', resolution = NULL
    WHERE recommendation_id = ANY(every);
  UPDATE decision SET notes = NULL, undoable_until = least(undoable_until, decided_at)
    WHERE recommendation_id = ANY(every);
  UPDATE recommendation SET title = 'Erased', rationale = 'Erased with the person''s data.',
      assignment_id = NULL, persona_primary = 'GENERAL', persona_secondary = NULL,
      guardrails = jsonb_set(jsonb_set(jsonb_set(guardrails,
        '{tone,findings}', '[]', false), '{advice,findings}', '[]', false),
        '{eligibility,findings}', '[]', false),
      version = version + 1
    WHERE id = ANY(every);

  DELETE FROM persona_transition WHERE user_id = erased;
  DELETE FROM persona_assignment WHERE user_id = erased;
  DELETE FROM signal_run WHERE user_id = erased;
END
$$;

REVOKE ALL ON FUNCTION erase_consents(text), erase_bank_data(text), erase_analysis(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_consents(text), erase_bank_data(text), erase_analysis(text)
  TO countersign_serving;
