-- A customer's choices; without a row the defaults hold.

CREATE TABLE customer_settings (
  person_id uuid PRIMARY KEY REFERENCES person,
  email boolean NOT NULL,
  push boolean NOT NULL,
  spending_alerts boolean NOT NULL,
  reward_reminders boolean NOT NULL,
  share_spending_data boolean NOT NULL,
  analytics boolean NOT NULL,
  auto_suggestions boolean NOT NULL,
  show_stages boolean NOT NULL,
  theme text NOT NULL CHECK (theme IN ('SYSTEM', 'LIGHT', 'DARK')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  date_format text NOT NULL
    CHECK (date_format IN ('YEAR_MONTH_DAY', 'DAY_MONTH_YEAR', 'MONTH_DAY_YEAR')),
  version integer NOT NULL,
  updated_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_settings TO countersign_serving;

-- The message of a customer's own chat that tells of a delivered recommendation.
CREATE TABLE recommendation_notice (
  delivery_id uuid PRIMARY KEY REFERENCES delivery ON DELETE CASCADE,
  message_id uuid NOT NULL UNIQUE
);
GRANT SELECT, INSERT ON recommendation_notice TO countersign_serving;
