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
  amount numeric(16, 4) NOT NULL CHECK (amount > 0),
  at timestamptz NOT NULL,
  merchant text CHECK (length(trim(merchant)) BETWEEN 1 AND 100),
  UNIQUE (tracked_product_id, number)
);
CREATE INDEX price_observation_at ON price_observation (tracked_product_id, at DESC, id DESC);
CREATE INDEX purchase_line_product ON purchase_line (product_code) WHERE product_code IS NOT NULL;

-- Every price of a tracked product: those its owner recorded, and what the owner paid for it. The
-- latter are read where they are, so that they go with the purchase.
CREATE VIEW observed_price AS
  SELECT o.id, o.tracked_product_id, o.amount, o.at, 'RECORDED' AS source, o.merchant
  FROM price_observation o
  UNION ALL
  SELECT md5(l.purchase_id::text || ':' || l.position)::uuid, t.id, l.unit_price, p.ordered_at,
    CASE p.origin WHEN 'FILE' THEN 'IMPORT' ELSE 'ORDER' END, left(m.name, 100)
  FROM tracked_product t
  JOIN purchase_line l ON l.product_code = t.product_code
  JOIN purchase p ON p.id = l.purchase_id AND p.person_id = t.owner_id AND p.currency = t.currency
  JOIN merchant m ON m.id = p.merchant_id
  WHERE l.unit_price > 0 AND l.quantity > 0 AND p.status NOT IN ('CANCELLED', 'FAILED');

GRANT SELECT ON observed_price TO countersign_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON card, tracked_product, price_observation
  TO countersign_serving;
