-- Contracts as the record system knows them, and every text they had.

CREATE TABLE contract (
  id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_.-]{1,100}$'),
  account_number text NOT NULL CHECK (account_number ~ '^[A-Za-z0-9-]{1,64}$'),
  type text NOT NULL
    CHECK (type IN ('GAP', 'VSC', 'FINANCE_AND_INSURANCE', 'TIRE_WHEEL', 'WARRANTY')),
  contract_date date,
  effective_date date,
  end_date date CHECK (end_date >= effective_date),
  term_months integer CHECK (term_months BETWEEN 1 AND 180),
  customer_name text CHECK (length(customer_name) <= 255),
  vehicle_make text CHECK (length(vehicle_make) <= 100),
  vehicle_model text CHECK (length(vehicle_model) <= 100),
  vehicle_year integer CHECK (vehicle_year BETWEEN 1900 AND 2100),
  price_amount numeric CHECK (price_amount >= 0),
  price_currency text CHECK (price_currency ~ '^[A-Z]{3}$'),
  jurisdiction text CHECK (jurisdiction ~ '^US(-[A-Z]{2})?$'),
  loan jsonb,
  odometer_at_sale integer CHECK (odometer_at_sale >= 0),
  mileage_limit integer CHECK (mileage_limit > 0),
  object_key text CHECK (length(object_key) BETWEEN 1 AND 1024),
  -- The version of the text in force; 0 before the first.
  document_version integer NOT NULL DEFAULT 0 CHECK (document_version >= 0),
  synced_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK ((price_amount IS NULL) = (price_currency IS NULL))
);
CREATE INDEX contract_account ON contract (account_number, created_at DESC, id DESC);
CREATE INDEX contract_newest ON contract (created_at DESC, id DESC);
CREATE INDEX contract_type ON contract (type, created_at DESC, id DESC);
CREATE INDEX contract_jurisdiction ON contract (jurisdiction, created_at DESC, id DESC);
CREATE INDEX contract_made ON contract (contract_date);

CREATE TABLE document (
  id uuid PRIMARY KEY,
  contract_id text NOT NULL REFERENCES contract,
  version integer NOT NULL CHECK (version > 0),
  text_status text NOT NULL CHECK (text_status IN ('PENDING', 'COMPLETED', 'FAILED')),
  text text CHECK (length(text) <= 5000000),
  hash text CHECK (hash ~ '^[0-9a-f]{64}$'),
  page_count integer CHECK (page_count > 0),
  text_extracted_at timestamptz,
  created_at timestamptz NOT NULL,
  UNIQUE (contract_id, version),
  -- What an extraction is tied to: the contract, too, is part of the key.
  UNIQUE (id, contract_id),
  CHECK ((text_status = 'COMPLETED') = (text IS NOT NULL)),
  CHECK ((text IS NULL) = (hash IS NULL) AND (text IS NULL) = (page_count IS NULL))
);

-- A text is never rewritten: what was read stays readable.
CREATE FUNCTION document_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a text that came in is never changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER document_no_change BEFORE UPDATE OR DELETE ON document
  FOR EACH ROW EXECUTE FUNCTION document_refuse();

-- What the outside record system said an account leads to, and when it was asked last.
CREATE TABLE account_lookup (
  account_number text PRIMARY KEY CHECK (account_number ~ '^[A-Za-z0-9-]{1,64}$'),
  looked_up_at timestamptz NOT NULL
);
CREATE TABLE account_policy (
  account_number text NOT NULL REFERENCES account_lookup ON DELETE CASCADE,
  policy_id text NOT NULL CHECK (length(policy_id) BETWEEN 1 AND 50),
  contract_id text NOT NULL CHECK (length(contract_id) BETWEEN 1 AND 100),
  PRIMARY KEY (account_number, policy_id)
);
CREATE INDEX account_policy_contract ON account_policy (contract_id);

GRANT SELECT, INSERT, UPDATE ON contract TO countersign_serving;
GRANT SELECT, INSERT ON document TO countersign_serving;
GRANT SELECT, INSERT, UPDATE ON account_lookup TO countersign_serving;
GRANT SELECT, INSERT, DELETE ON account_policy TO countersign_serving;

-- The contract that an entry touches. It joins the hash only where there is one, so that chains
-- from before it was known stay whole.
ALTER TABLE audit_entry ADD COLUMN contract_id text;
CREATE INDEX audit_entry_contract ON audit_entry (contract_id, at DESC, id DESC)
  WHERE contract_id IS NOT NULL;

CREATE OR REPLACE FUNCTION audit_hash(entry audit_entry) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT sha256(entry.previous_hash || convert_to((jsonb_build_array(
    entry.id, entry.subject_type, entry.subject_id, entry.sequence, entry.action, entry.actor_id,
    entry.actor_name, (extract(epoch FROM entry.at) * 1000000)::bigint, entry.recommendation_id,
    entry.user_id, entry.batch_id, entry.before, entry.after)
    || CASE WHEN entry.contract_id IS NULL THEN '[]'::jsonb
       ELSE jsonb_build_array(entry.contract_id) END)::text, 'UTF8'))
$$;
