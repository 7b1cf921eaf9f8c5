-- What was found of a user is written once and only ever read as a whole. As jsonb it is taken apart, and then
-- compressed, at twice the price of all the rest of its row.
ALTER TABLE persona_assignment ALTER COLUMN matches TYPE json;
ALTER TABLE signal_run ALTER COLUMN signals TYPE json, ALTER COLUMN quality TYPE json;
