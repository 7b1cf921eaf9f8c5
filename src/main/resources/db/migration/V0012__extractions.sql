-- Terms read off a text, what people corrected in them, and the quotes made of them.

CREATE TABLE extraction (
  id uuid PRIMARY KEY,
  contract_id text NOT NULL REFERENCES contract,
  document_id uuid NOT NULL,
  document_version integer NOT NULL,
  text_hash text NOT NULL,
  provider text NOT NULL CHECK (provider IN ('RULES', 'OPENAI', 'ANTHROPIC', 'BEDROCK')),
  -- Counts the readings of one text by one provider: the first is 1, each forced one more.
  run integer NOT NULL CHECK (run > 0),
  is_current boolean NOT NULL,
  status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'APPROVED')),
  version integer NOT NULL DEFAULT 1,
  -- All that the reader said, as it said it; never changed.
  reading jsonb NOT NULL,
  -- What holds: the reader's value until a person corrects it.
  premium_amount numeric CHECK (premium_amount >= 0),
  premium_currency text CHECK (premium_currency ~ '^[A-Z]{3}$'),
  refund_method text CHECK (refund_method IN ('PRO_RATA_DAILY', 'PRO_RATA_MONTHLY', 'RULE_OF_78',
    'SHORT_RATE', 'ACTUARIAL', 'FLAT', 'NONE', 'UNKNOWN')),
  fee jsonb,
  premium_confidence numeric(5, 2) NOT NULL CHECK (premium_confidence BETWEEN 0 AND 100),
  method_confidence numeric(5, 2) NOT NULL CHECK (method_confidence BETWEEN 0 AND 100),
  fee_confidence numeric(5, 2) NOT NULL CHECK (fee_confidence BETWEEN 0 AND 100),
  model text NOT NULL CHECK (length(model) BETWEEN 1 AND 100),
  failed_providers text[] NOT NULL DEFAULT '{}',
  is_text_complete boolean NOT NULL,
  prompt_tokens integer CHECK (prompt_tokens >= 0),
  completion_tokens integer CHECK (completion_tokens >= 0),
  cost_usd numeric(12, 6) CHECK (cost_usd >= 0),
  duration_millis integer NOT NULL CHECK (duration_millis >= 0),
  extracted_at timestamptz NOT NULL,
  extracted_by uuid NOT NULL REFERENCES operator,
  notes text CHECK (length(notes) <= 500),
  submitted_at timestamptz,
  submitted_by uuid REFERENCES operator,
  FOREIGN KEY (document_id, contract_id) REFERENCES document (id, contract_id),
  UNIQUE (document_id, provider, run),
  CHECK ((premium_amount IS NULL) = (premium_currency IS NULL)),
  CHECK ((status = 'APPROVED') = (submitted_at IS NOT NULL)
    AND (submitted_at IS NULL) = (submitted_by IS NULL))
);
CREATE UNIQUE INDEX extraction_current ON extraction (contract_id) WHERE is_current;
CREATE INDEX extraction_contract ON extraction (contract_id, extracted_at DESC, id DESC);
CREATE INDEX extraction_newest ON extraction (extracted_at DESC, id DESC);
CREATE INDEX extraction_status ON extraction (status, extracted_at DESC, id DESC);
CREATE INDEX extraction_submitted ON extraction (submitted_at) WHERE status = 'APPROVED';

-- Submitted is for good: only what marks the newest may still change.
CREATE FUNCTION extraction_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.reading IS DISTINCT FROM OLD.reading OR NEW.document_id <> OLD.document_id
    OR NEW.contract_id <> OLD.contract_id OR NEW.text_hash <> OLD.text_hash
    OR NEW.provider <> OLD.provider OR NEW.extracted_by <> OLD.extracted_by
    OR NEW.extracted_at <> OLD.extracted_at OR NEW.run <> OLD.run OR NEW.model <> OLD.model
    OR NEW.premium_confidence <> OLD.premium_confidence
    OR NEW.method_confidence <> OLD.method_confidence OR NEW.fee_confidence <> OLD.fee_confidence
    OR NEW.failed_providers <> OLD.failed_providers
    OR NEW.is_text_complete <> OLD.is_text_complete
    OR NEW.cost_usd IS DISTINCT FROM OLD.cost_usd THEN
    RAISE EXCEPTION 'what was read is never changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.status = 'APPROVED' AND (NEW.status <> 'APPROVED'
    OR NEW.premium_amount IS DISTINCT FROM OLD.premium_amount
    OR NEW.premium_currency IS DISTINCT FROM OLD.premium_currency
    OR NEW.refund_method IS DISTINCT FROM OLD.refund_method
    OR NEW.fee IS DISTINCT FROM OLD.fee OR NEW.notes IS DISTINCT FROM OLD.notes
    OR NEW.submitted_at <> OLD.submitted_at OR NEW.submitted_by <> OLD.submitted_by) THEN
    RAISE EXCEPTION 'a submitted extraction is never changed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER extraction_guard BEFORE UPDATE ON extraction
  FOR EACH ROW EXECUTE FUNCTION extraction_guard();

CREATE TABLE correction (
  id uuid PRIMARY KEY,
  extraction_id uuid NOT NULL REFERENCES extraction,
  term text NOT NULL CHECK (term IN ('PREMIUM', 'REFUND_METHOD', 'CANCELLATION_FEE')),
  -- As text: null is what a reader missed, or what the text does not state after all.
  original text,
  corrected text,
  reason text CHECK (length(reason) <= 1000),
  corrected_by uuid NOT NULL REFERENCES operator,
  corrected_at timestamptz NOT NULL,
  UNIQUE (extraction_id, term),
  CHECK (original IS DISTINCT FROM corrected)
);

-- Who reads a text at this moment, so that two calls make one reading on however many servers.
-- What a server that died left behind runs out.
CREATE TABLE extraction_lease (
  document_id uuid NOT NULL REFERENCES document,
  provider text NOT NULL,
  holder uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (document_id, provider)
);

CREATE TABLE refund_quote (
  id uuid PRIMARY KEY,
  contract_id text NOT NULL REFERENCES contract,
  extraction_id uuid NOT NULL REFERENCES extraction,
  cancelled_on date NOT NULL,
  as_of date NOT NULL,
  reason text NOT NULL,
  amount numeric CHECK (amount >= 0),
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  -- What was asked and the whole answer, as it was given.
  request jsonb NOT NULL,
  answer jsonb NOT NULL,
  quoted_at timestamptz NOT NULL,
  quoted_by uuid NOT NULL REFERENCES operator,
  CHECK (amount IS NULL OR currency IS NOT NULL)
);
CREATE INDEX refund_quote_contract ON refund_quote (contract_id, quoted_at DESC, id DESC);

GRANT SELECT, INSERT, UPDATE ON extraction TO countersign_serving;
GRANT SELECT, INSERT ON correction, refund_quote TO countersign_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON extraction_lease TO countersign_serving;
