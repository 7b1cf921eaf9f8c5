-- Questions about contracts, kept for hours only.

CREATE TABLE contract_conversation (
  id uuid PRIMARY KEY,
  contract_id text NOT NULL REFERENCES contract,
  operator_id uuid NOT NULL REFERENCES operator,
  -- The last sequence given out: locks the conversation for the next message.
  last_sequence integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  available_until timestamptz NOT NULL
);
CREATE INDEX contract_conversation_until ON contract_conversation (available_until);

CREATE TABLE contract_message (
  id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES contract_conversation ON DELETE CASCADE,
  sequence integer NOT NULL CHECK (sequence > 0),
  role text NOT NULL CHECK (role IN ('OPERATOR', 'ASSISTANT')),
  status text NOT NULL CHECK (status IN ('PENDING', 'COMPLETE', 'FAILED')),
  text text NOT NULL,
  citations jsonb NOT NULL DEFAULT '[]',
  source text CHECK (source IN ('MODEL', 'PASSAGES')),
  model jsonb,
  -- The text of the contract that an answer rests on.
  document_id uuid REFERENCES document,
  offered_account text,
  failure text CHECK (length(failure) <= 500),
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  UNIQUE (conversation_id, sequence),
  CHECK ((status = 'PENDING') = (finished_at IS NULL))
);

CREATE INDEX contract_message_pending ON contract_message (created_at) WHERE status = 'PENDING';

GRANT SELECT, INSERT, UPDATE, DELETE ON contract_conversation, contract_message
  TO countersign_serving;
