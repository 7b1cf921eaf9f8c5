-- Bills of a group: proposed, then countersigned by a member, and the debts that follow from them.

CREATE TABLE bill (
  id uuid PRIMARY KEY,
  chat_id uuid NOT NULL REFERENCES chat,
  payer_id uuid NOT NULL,
  -- Null once whoever proposed it had everything of theirs erased.
  title text CHECK (length(trim(title)) BETWEEN 1 AND 200),
  -- Below zero where money came back.
  total numeric(18, 4) NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  rule text NOT NULL CHECK (rule IN ('EQUAL', 'BY_WEIGHT', 'BY_ITEM')),
  source text NOT NULL CHECK (source IN ('TYPED', 'ITEMS', 'PURCHASE', 'BANK_TRANSACTION')),
  purchase_id uuid,
  bank_transaction_id uuid,
  status text NOT NULL CHECK (status IN ('PROPOSED', 'RECORDED', 'DISCARDED', 'VOIDED')),
  -- Who proposed it, or asked the assistant whose answer proposes it.
  proposed_by uuid NOT NULL REFERENCES person,
  answer_id uuid REFERENCES chat_message,
  proposed_at timestamptz NOT NULL,
  recorded_by uuid REFERENCES person,
  recorded_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (id, chat_id, currency),
  FOREIGN KEY (chat_id, payer_id) REFERENCES chat_member,
  CHECK ((recorded_by IS NULL) = (recorded_at IS NULL)),
  CHECK ((status IN ('RECORDED', 'VOIDED')) = (recorded_at IS NOT NULL)),
  CHECK ((source = 'PURCHASE') = (purchase_id IS NOT NULL)),
  CHECK ((source = 'BANK_TRANSACTION') = (bank_transaction_id IS NOT NULL))
);
CREATE INDEX bill_newest ON bill (chat_id, proposed_at DESC, id DESC);
CREATE INDEX bill_payer ON bill (payer_id);
CREATE INDEX bill_proposer ON bill (proposed_by);

-- Each state a bill was in, and who moved it there.
CREATE TABLE bill_change (
  bill_id uuid NOT NULL REFERENCES bill,
  version integer NOT NULL,
  status text NOT NULL CHECK (status IN ('PROPOSED', 'RECORDED', 'DISCARDED', 'VOIDED')),
  changed_by uuid NOT NULL REFERENCES person,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (bill_id, version)
);

-- By the keys a share is of the bill's chat and currency, and of somebody who was a member.
CREATE TABLE bill_share (
  bill_id uuid NOT NULL,
  chat_id uuid NOT NULL,
  member_id uuid NOT NULL,
  -- In the order of the request, which decides ties.
  place integer NOT NULL CHECK (place >= 0),
  amount numeric(18, 4) NOT NULL,
  currency text NOT NULL,
  -- The working: each part before and after it was rounded.
  parts jsonb NOT NULL,
  PRIMARY KEY (bill_id, member_id),
  UNIQUE (bill_id, place),
  FOREIGN KEY (bill_id, chat_id, currency) REFERENCES bill (id, chat_id, currency),
  FOREIGN KEY (chat_id, member_id) REFERENCES chat_member
);
CREATE INDEX bill_share_member ON bill_share (member_id);

-- What a bill is made of, where that is known.
CREATE TABLE bill_item (
  bill_id uuid NOT NULL,
  chat_id uuid NOT NULL,
  place integer NOT NULL CHECK (place >= 0),
  kind text NOT NULL CHECK (kind IN ('ITEM', 'TAX', 'TIP', 'FEE', 'SHIPPING', 'DISCOUNT')),
  name text CHECK (length(name) <= 500),
  amount numeric(18, 4) NOT NULL,
  currency text NOT NULL,
  takers jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (bill_id, place),
  FOREIGN KEY (bill_id, chat_id, currency) REFERENCES bill (id, chat_id, currency)
);

CREATE TABLE debt (
  id uuid PRIMARY KEY,
  bill_id uuid NOT NULL,
  chat_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  creditor_id uuid NOT NULL,
  amount numeric(18, 4) NOT NULL CHECK (amount > 0),
  settled numeric(18, 4) NOT NULL DEFAULT 0 CHECK (settled >= 0 AND settled <= amount),
  currency text NOT NULL,
  status text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'SETTLED', 'VOIDED')),
  settled_at timestamptz,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (bill_id, debtor_id, creditor_id),
  FOREIGN KEY (bill_id, chat_id, currency) REFERENCES bill (id, chat_id, currency),
  FOREIGN KEY (chat_id, debtor_id) REFERENCES chat_member,
  FOREIGN KEY (chat_id, creditor_id) REFERENCES chat_member,
  CHECK (debtor_id <> creditor_id),
  CHECK ((status = 'SETTLED') = (settled = amount)),
  CHECK ((status = 'SETTLED') = (settled_at IS NOT NULL)),
  CHECK (status <> 'VOIDED' OR settled = 0)
);
CREATE INDEX debt_newest ON debt (chat_id, created_at DESC, id DESC);
CREATE INDEX debt_debtor ON debt (debtor_id);
CREATE INDEX debt_creditor ON debt (creditor_id);

-- What the creditor said was paid; the sum of a debt's is what is settled of it.
CREATE TABLE settlement (
  id uuid PRIMARY KEY,
  debt_id uuid NOT NULL REFERENCES debt,
  amount numeric(18, 4) NOT NULL CHECK (amount > 0),
  settled_at timestamptz NOT NULL
);
CREATE INDEX settlement_debt ON settlement (debt_id, settled_at, id);

CREATE FUNCTION require_shares_of_bill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid;
  whole numeric;
  parts numeric;
BEGIN
  checked := CASE WHEN TG_TABLE_NAME = 'bill' THEN to_jsonb(new) ->> 'id'
    ELSE to_jsonb(coalesce(new, old)) ->> 'bill_id' END;
  SELECT total INTO whole FROM bill WHERE id = checked;
  SELECT coalesce(sum(amount), 0) INTO parts FROM bill_share WHERE bill_id = checked;
  IF whole IS DISTINCT FROM parts THEN
    RAISE EXCEPTION 'the shares of bill % sum to %, not %', checked, parts, whole
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER bill_is_shared
  AFTER INSERT OR UPDATE OF total ON bill DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_shares_of_bill();
CREATE CONSTRAINT TRIGGER share_is_of_bill
  AFTER INSERT OR UPDATE OR DELETE ON bill_share DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_shares_of_bill();

-- What is owed follows from the shares of a bill that is recorded, and from nothing else.
CREATE FUNCTION require_debts_of_bill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid;
  is_wrong boolean;
BEGIN
  checked := CASE WHEN TG_TABLE_NAME = 'bill' THEN to_jsonb(new) ->> 'id'
    ELSE to_jsonb(coalesce(new, old)) ->> 'bill_id' END;
  SELECT EXISTS (
    SELECT FROM (
      SELECT s.member_id, s.amount FROM bill_share s JOIN bill b ON b.id = s.bill_id
      WHERE b.id = checked AND b.status IN ('RECORDED', 'VOIDED')
        AND s.member_id <> b.payer_id AND s.amount <> 0
    ) owing
    FULL JOIN (
      SELECT CASE WHEN d.creditor_id = b.payer_id THEN d.debtor_id ELSE d.creditor_id END AS member_id,
        CASE WHEN d.creditor_id = b.payer_id THEN d.amount ELSE -d.amount END AS amount,
        (d.status = 'VOIDED') = (b.status = 'VOIDED')
          AND b.payer_id IN (d.creditor_id, d.debtor_id) AS is_right
      FROM debt d JOIN bill b ON b.id = d.bill_id WHERE b.id = checked
    ) owed USING (member_id)
    WHERE owing.amount IS DISTINCT FROM owed.amount OR owed.is_right IS NOT TRUE
  ) INTO is_wrong;
  IF is_wrong THEN
    RAISE EXCEPTION 'the debts of bill % are not those of its shares and status', checked
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER bill_has_its_debts
  AFTER INSERT OR UPDATE OF status, payer_id ON bill DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_debts_of_bill();
CREATE CONSTRAINT TRIGGER debt_is_of_bill
  AFTER INSERT OR DELETE OR UPDATE OF amount, status, debtor_id, creditor_id ON debt
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_debts_of_bill();

CREATE FUNCTION require_settlements_of_debt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid;
  whole numeric;
  parts numeric;
BEGIN
  checked := CASE WHEN TG_TABLE_NAME = 'debt' THEN to_jsonb(new) ->> 'id'
    ELSE to_jsonb(coalesce(new, old)) ->> 'debt_id' END;
  SELECT settled INTO whole FROM debt WHERE id = checked;
  SELECT coalesce(sum(amount), 0) INTO parts FROM settlement WHERE debt_id = checked;
  IF whole IS DISTINCT FROM parts THEN
    RAISE EXCEPTION 'the settlements of debt % sum to %, not %', checked, parts, whole
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER debt_is_settled_by_parts
  AFTER INSERT OR UPDATE OF settled ON debt DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_settlements_of_debt();
CREATE CONSTRAINT TRIGGER settlement_is_of_debt
  AFTER INSERT OR UPDATE OR DELETE ON settlement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_settlements_of_debt();

GRANT SELECT, INSERT, UPDATE ON bill, bill_item, debt TO countersign_serving;
GRANT SELECT, INSERT ON bill_change, bill_share, settlement TO countersign_serving;
