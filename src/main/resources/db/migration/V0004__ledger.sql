-- Users as imported, what they consented to, and their bank data.
-- Amounts are seen by the account holder: positive is money in.

CREATE TABLE app_user (
  id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_.-]{1,64}$'),
  name text CHECK (length(name) BETWEEN 1 AND 200),
  email text CHECK (length(email) BETWEEN 3 AND 254),
  region text CHECK (length(region) <= 100),
  stated_age_bracket text CHECK (length(stated_age_bracket) <= 20),
  stated_annual_income numeric(16, 2) CHECK (stated_annual_income >= 0),
  created_at timestamptz NOT NULL
);
CREATE INDEX app_user_newest ON app_user (created_at DESC, id DESC);

CREATE TABLE consent (
  user_id text NOT NULL REFERENCES app_user,
  kind text NOT NULL CHECK (kind IN ('DATA_ANALYSIS', 'RECOMMENDATIONS', 'PARTNER_OFFERS')),
  granted boolean NOT NULL,
  text_version text NOT NULL CHECK (length(text_version) BETWEEN 1 AND 50),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, kind)
);

-- One row per document that came in; the same document twice is the same import.
CREATE TABLE ledger_import (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user,
  content_hash bytea NOT NULL,
  account_count integer NOT NULL,
  transaction_count integer NOT NULL,
  warnings jsonb NOT NULL,
  imported_by uuid NOT NULL,
  imported_at timestamptz NOT NULL,
  UNIQUE (user_id, content_hash)
);

-- A newer document of a user supersedes the accounts of the earlier ones.
CREATE TABLE account (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user,
  import_id uuid NOT NULL REFERENCES ledger_import,
  position integer NOT NULL,
  type text NOT NULL CHECK (type IN ('DEPOSITORY', 'CREDIT', 'LOAN', 'INVESTMENT', 'OTHER')),
  subtype text NOT NULL CHECK (length(subtype) BETWEEN 1 AND 50),
  name text CHECK (length(name) <= 200),
  official_name text CHECK (length(official_name) <= 200),
  mask text CHECK (length(mask) <= 4),
  available_balance numeric(18, 4),
  current_balance numeric(18, 4),
  credit_limit numeric(18, 4),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  has_declared_inflow boolean NOT NULL,
  superseded_at timestamptz
);
CREATE INDEX account_user ON account (user_id, position, id) WHERE superseded_at IS NULL;

CREATE TABLE liability (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user,
  account_id uuid NOT NULL REFERENCES account,
  type text NOT NULL CHECK (type IN ('CREDIT_CARD', 'STUDENT_LOAN', 'MORTGAGE')),
  apr_percentage numeric(9, 4),
  minimum_payment_amount numeric(18, 4),
  last_payment_amount numeric(18, 4),
  last_payment_date date,
  next_payment_due_date date,
  last_statement_balance numeric(18, 4),
  overdue boolean
);
CREATE INDEX liability_account ON liability (account_id);

CREATE TABLE ledger_transaction (
  id uuid PRIMARY KEY,
  user_id text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  posted_on date NOT NULL,
  transacted_on date,
  amount numeric(18, 4) NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  description text NOT NULL CHECK (length(description) <= 1000),
  merchant text CHECK (length(merchant) <= 200),
  category text NOT NULL CHECK (length(category) <= 40),
  sequence integer NOT NULL
);
CREATE INDEX ledger_transaction_account ON ledger_transaction (account_id, posted_on DESC, id DESC);

GRANT SELECT, INSERT, UPDATE ON app_user, consent, account TO countersign_serving;
GRANT SELECT, INSERT ON ledger_import, liability, ledger_transaction TO countersign_serving;
