-- Letters are deliveries too: to an address, of somebody who may have no account.

ALTER TABLE delivery ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE delivery DROP CONSTRAINT delivery_channel_check;
ALTER TABLE delivery ADD CONSTRAINT delivery_channel_check
  CHECK (channel IN ('LOG', 'WEBHOOK', 'EMAIL'));
-- Where a letter goes; it is there as long as the letter waits, and never afterwards.
ALTER TABLE delivery ADD COLUMN address text CHECK (length(address) BETWEEN 1 AND 320);
ALTER TABLE delivery ADD CONSTRAINT delivery_address_while_queued
  CHECK ((address IS NOT NULL) = (channel = 'EMAIL' AND status = 'QUEUED'));
ALTER TABLE delivery ADD CONSTRAINT delivery_user_known
  CHECK (channel = 'EMAIL' OR user_id IS NOT NULL);
CREATE INDEX delivery_user ON delivery (user_id) WHERE user_id IS NOT NULL;
