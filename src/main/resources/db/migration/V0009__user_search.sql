-- Users are looked for by the beginning of their id or name, in any case.

CREATE INDEX app_user_id_prefix ON app_user (lower(id) text_pattern_ops);
CREATE INDEX app_user_name_prefix ON app_user (lower(name) text_pattern_ops);
