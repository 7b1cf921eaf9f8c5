-- The day's figures count decisions that were taken back, too.
CREATE INDEX decision_day ON decision (decided_at);
