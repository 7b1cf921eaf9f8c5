-- Merchants, the accounts people linked with them, and what was bought there.

CREATE TABLE merchant (
  -- The number by which the integration knows it.
  id integer PRIMARY KEY CHECK (id > 0),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  category text CHECK (length(category) <= 100),
  logo_url text CHECK (length(logo_url) <= 2000),
  -- False for one that the last list no longer had, or that never came with a list.
  can_be_linked boolean NOT NULL DEFAULT false,
  is_down boolean NOT NULL DEFAULT false,
  -- As the merchant's side stamped it, so that an older report never overwrites a newer one.
  reported_at timestamptz
);
CREATE INDEX merchant_name ON merchant (lower(name), id);
-- Files of orders come without any list.
INSERT INTO merchant (id, name, category) VALUES (44, 'Amazon', 'Shopping');

-- When the list was last read whole; one row.
CREATE TABLE merchant_list (
  is_whole boolean PRIMARY KEY DEFAULT true CHECK (is_whole),
  read_at timestamptz NOT NULL
);

CREATE TABLE linked_account (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  merchant_id integer NOT NULL REFERENCES merchant,
  origin text NOT NULL CHECK (origin IN ('LINK', 'FILE')),
  status text NOT NULL CHECK (status IN ('CONNECTED', 'LOGIN_REQUIRED', 'DISCONNECTED')),
  created_at timestamptz NOT NULL,
  status_checked_at timestamptz NOT NULL,
  -- The last one given; null before the first page.
  sync_cursor text CHECK (length(sync_cursor) BETWEEN 1 AND 2000),
  last_synced_at timestamptz,
  last_failed_at timestamptz,
  last_failure text CHECK (length(last_failure) <= 40),
  -- A request raises the first; a sync that began after it ends with the second as high.
  syncs_wanted bigint NOT NULL DEFAULT 0,
  syncs_done bigint NOT NULL DEFAULT 0,
  sync_holder uuid,
  sync_held_until timestamptz,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (person_id, merchant_id),
  CHECK ((sync_holder IS NULL) = (sync_held_until IS NULL)),
  CHECK ((last_failed_at IS NULL) = (last_failure IS NULL))
);

-- Sessions in which somebody links, by the keyed hash of their token: only their own is extended.
CREATE TABLE link_session (
  token_hash bytea PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  expires_at timestamptz NOT NULL
);
CREATE INDEX link_session_person ON link_session (person_id);

-- Files that came in; the same file twice is the same import.
CREATE TABLE order_import (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  content_hash bytea NOT NULL,
  order_count integer NOT NULL,
  line_count integer NOT NULL,
  imported_at timestamptz NOT NULL,
  UNIQUE (person_id, content_hash)
);

CREATE TABLE purchase (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  merchant_id integer NOT NULL REFERENCES merchant,
  origin text NOT NULL CHECK (origin IN ('LINK', 'FILE')),
  -- What the origin knows it by.
  source_id text NOT NULL CHECK (length(source_id) BETWEEN 1 AND 200),
  order_number text CHECK (length(order_number) BETWEEN 1 AND 200),
  status text NOT NULL CHECK (status IN ('UNKNOWN', 'ORDERED', 'BILLED', 'SHIPPED', 'PICKED_UP',
    'DELIVERED', 'COMPLETED', 'RETURNED', 'REFUNDED', 'CANCELLED', 'FAILED')),
  ordered_at timestamptz NOT NULL,
  -- The day the ledger has it on.
  ordered_on date NOT NULL,
  url text CHECK (length(url) <= 2000),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  subtotal numeric(18, 4),
  total numeric(18, 4) NOT NULL,
  has_discrepancy boolean NOT NULL,
  -- Of everything that was read, so that the same state twice writes nothing.
  content_hash bytea NOT NULL,
  -- When the question was sent whose answer this state is of.
  observed_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (person_id, merchant_id, origin, source_id)
);
CREATE INDEX purchase_newest ON purchase (person_id, ordered_at DESC, id DESC);
CREATE INDEX purchase_largest ON purchase (person_id, total DESC, id DESC);
CREATE INDEX purchase_order_number ON purchase (person_id, merchant_id, order_number)
  WHERE order_number IS NOT NULL;

CREATE TABLE purchase_line (
  purchase_id uuid NOT NULL REFERENCES purchase ON DELETE CASCADE,
  position integer NOT NULL,
  product_code text CHECK (length(product_code) <= 200),
  name text CHECK (length(name) <= 1000),
  category text CHECK (length(category) <= 200),
  seller text CHECK (length(seller) <= 200),
  url text CHECK (length(url) <= 2000),
  quantity numeric(12, 3) NOT NULL,
  unit_price numeric(18, 4),
  subtotal numeric(18, 4),
  tax numeric(18, 4),
  total numeric(18, 4),
  PRIMARY KEY (purchase_id, position)
);

CREATE TABLE purchase_payment (
  purchase_id uuid NOT NULL REFERENCES purchase ON DELETE CASCADE,
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CARD', 'APPLE_PAY', 'GOOGLE_PAY', 'AMAZON_PAY', 'PAYPAL',
    'CASH_APP', 'VENMO', 'AFFIRM', 'KLARNA', 'GIFT_CARD', 'CASH', 'LOYALTY_POINTS', 'UNKNOWN')),
  brand text CHECK (length(brand) <= 100),
  last_four text CHECK (last_four ~ '^[0-9]{4}$'),
  amount numeric(18, 4),
  PRIMARY KEY (purchase_id, position)
);

CREATE TABLE purchase_adjustment (
  purchase_id uuid NOT NULL REFERENCES purchase ON DELETE CASCADE,
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('TAX', 'DISCOUNT', 'FEE', 'TIP', 'SHIPPING', 'OTHER')),
  label text CHECK (length(label) <= 200),
  amount numeric(18, 4) NOT NULL,
  PRIMARY KEY (purchase_id, position)
);

-- What a report of the integration is worth reading again for; gone once that is done.
CREATE TABLE merchant_hint (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('ACCOUNT', 'NEW_PURCHASES', 'CHANGED_PURCHASES')),
  person_id uuid NOT NULL REFERENCES person,
  merchant_id integer NOT NULL CHECK (merchant_id > 0),
  source_ids text[] NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX merchant_hint_person ON merchant_hint (person_id);

-- Purchases stand in the ledger beside what banks say: one account for each origin and currency,
-- which no bank document supersedes, and a row for each payment of a purchase.
ALTER TABLE account ALTER COLUMN import_id DROP NOT NULL;
ALTER TABLE account ADD COLUMN purchase_origin text
  CHECK (purchase_origin IN ('LINK', 'FILE'));
ALTER TABLE account ADD CHECK ((import_id IS NULL) = (purchase_origin IS NOT NULL));
CREATE UNIQUE INDEX account_purchases ON account (user_id, purchase_origin, currency)
  WHERE purchase_origin IS NOT NULL;
ALTER TABLE ledger_transaction
  ADD COLUMN purchase_id uuid REFERENCES purchase ON DELETE CASCADE,
  ADD COLUMN card_mask text CHECK (length(card_mask) = 4);
CREATE INDEX ledger_transaction_purchase ON ledger_transaction (purchase_id)
  WHERE purchase_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON merchant, merchant_list TO countersign_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON linked_account, link_session, purchase, merchant_hint
  TO countersign_serving;
GRANT SELECT, INSERT, DELETE ON purchase_line, purchase_payment, purchase_adjustment, order_import
  TO countersign_serving;
GRANT DELETE ON ledger_transaction, account TO countersign_serving;
