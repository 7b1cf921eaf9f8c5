-- A person's cards, never with a number, and products whose price somebody watches.

CREATE TABLE card (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES person,
  -- Of the catalogue, which is a file: a product may be gone from it.
  product_id text NOT NULL CHECK (product_id ~ '^[a-z0-9_]{3,64}$'),
  nickname text CHECK (length(trim(nickname)) BETWEEN 1 AND 60),
  last_four text CHECK (last_four ~ '^[0-9]{4}$'),
  -- ISO 4217; what the limit is in.
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  credit_limit numeric(16, 4) CHECK (credit_limit > 0),
  opened_on date,
  -- The bank account as it was linked; a later import of the bank's data may have superseded it.
  account_id uuid REFERENCES account ON DELETE SET NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE INDEX card_owner ON card (owner_id, created_at, id);
CREATE UNIQUE INDEX card_account ON card (owner_id, account_id) WHERE account_id IS NOT NULL;

CREATE TABLE tracked_product (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES person,
  name text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 200),
  -- The name in lower case with single spaces: nobody watches the same thing twice.
  name_key text NOT NULL CHECK (length(name_key) BETWEEN 1 AND 200),
  product_code text CHECK (length(product_code) BETWEEN 1 AND 200),
  merchant text CHECK (length(trim(merchant)) BETWEEN 1 AND 100),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  url text CHECK (url ~ '^https?://' AND length(url) <= 2048),
  target numeric(16, 4) CHECK (target > 0),
  -- NONE without a target; ARMED until a price is at or below it, FIRED until one is above it.
  alert_state text NOT NULL DEFAULT 'NONE' CHECK (alert_state IN ('NONE', 'ARMED', 'FIRED')),
  alerted_at timestamptz,
  -- The last number given to a price: locks the product for the next one.
  last_number integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CHECK ((target IS NULL) = (alert_state = 'NONE'))
);
CREATE UNIQUE INDEX tracked_product_name ON tracked_product (owner_id, name_key, currency);
CREATE INDEX tracked_product_owner ON tracked_product (owner_id, created_at, id);

CREATE TABLE price_observation (
  id uuid PRIMARY KEY,
  tracked_product_id uuid NOT NULL REFERENCES tracked_product ON DELETE CASCADE,
  -- In the order they came in, which need not be that of their times.
  number integer NOT NULL,
  amount numeric(16, 4) NOT NULL CHECK (amount >= 0),
  at timestamptz NOT NULL,
  source text NOT NULL CHECK (source IN ('ORDER', 'RECORDED', 'IMPORT')),
  merchant text CHECK (length(trim(merchant)) BETWEEN 1 AND 100),
  -- What it was read from, so that the same line of an order is one price: null for one recorded.
  origin text CHECK (length(origin) BETWEEN 1 AND 200),
  UNIQUE (tracked_product_id, number),
  UNIQUE (tracked_product_id, origin)
);
CREATE INDEX price_observation_at ON price_observation (tracked_product_id, at DESC, id DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON card, tracked_product, price_observation
  TO countersign_serving;
