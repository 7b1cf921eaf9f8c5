-- Answers of the assistant: how each is being made, and what stands beside its text. The text and
-- whether it is there are the message's.

CREATE TABLE assistant_answer (
  answer_id uuid PRIMARY KEY REFERENCES chat_message,
  -- One answer for each message.
  message_id uuid NOT NULL UNIQUE REFERENCES chat_message,
  chat_id uuid NOT NULL REFERENCES chat,
  asker_id uuid NOT NULL REFERENCES person,
  status text NOT NULL CHECK (status IN ('PENDING', 'COMPLETE', 'FAILED')),
  -- How often it was begun, and how often it may be: a retry by the asker raises that.
  attempt_count integer NOT NULL DEFAULT 0,
  attempt_limit integer NOT NULL,
  -- Whose attempt counts. An attempt that finds another's here has been taken over and writes
  -- nothing more.
  attempt_id uuid,
  intents text[] NOT NULL DEFAULT '{}',
  drawers jsonb NOT NULL DEFAULT '[]',
  source text CHECK (source IN ('TEMPLATE', 'MODEL')),
  failure text CHECK (length(failure) <= 500),
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK (attempt_count BETWEEN 0 AND attempt_limit),
  CHECK ((status = 'PENDING') = (finished_at IS NULL)),
  CHECK ((status = 'FAILED') = (failure IS NOT NULL))
);
CREATE INDEX assistant_answer_asker ON assistant_answer (asker_id);

-- What was done for an answer, as it began; those of attempts that failed stay.
CREATE TABLE assistant_stage (
  answer_id uuid NOT NULL REFERENCES assistant_answer,
  number integer NOT NULL,
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
  at timestamptz NOT NULL,
  PRIMARY KEY (answer_id, number)
);

GRANT SELECT, INSERT, UPDATE ON assistant_answer TO countersign_serving;
GRANT SELECT, INSERT, DELETE ON assistant_stage TO countersign_serving;
