-- Who may sign in, who is signed in, which records are restricted: working tables, changed freely. And
-- who read what: a chain of its own, never changed (Data Protection Act 2018 s.62).

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE account (
    account_id    TEXT   NOT NULL PRIMARY KEY,
    sign_in_name  TEXT   NOT NULL,
    shown_name    TEXT   NOT NULL,
    role          TEXT   NOT NULL,
    unit          TEXT   NOT NULL,
    force         TEXT   NOT NULL,
    status        TEXT   NOT NULL,
    password      TEXT   NOT NULL,
    second_factor BYTEA  NOT NULL,
    last_step     BIGINT NOT NULL,
    n_failed      BIGINT NOT NULL,
    locked_until  BIGINT NOT NULL,
    made_at       BIGINT NOT NULL,
    made_by       TEXT   NOT NULL
);

CREATE UNIQUE INDEX account_sign_in_name ON account (sign_in_name);

CREATE TABLE invitation (
    digest     BYTEA  NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL,
    until      BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account_id TEXT NOT NULL,
    digest     BYTEA NOT NULL,
    PRIMARY KEY (account_id, digest)
);

CREATE TABLE session (
    digest     BYTEA  NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL,
    stage      TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    ended_at   BIGINT,
    ended_by   TEXT   NOT NULL
);

CREATE INDEX session_account ON session (account_id);

CREATE TABLE restricted_record (
    record_table TEXT   NOT NULL,
    source       TEXT   NOT NULL,
    reference    TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    PRIMARY KEY (record_table, source, reference)
);

CREATE TABLE restricted_reader (
    record_table TEXT   NOT NULL,
    source       TEXT   NOT NULL,
    reference    TEXT   NOT NULL,
    account_id   TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    PRIMARY KEY (record_table, source, reference, account_id)
);

CREATE TABLE access_entry (
    seq       BIGINT NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    operation TEXT   NOT NULL,
    page      TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    n_people  BIGINT NOT NULL,
    prev      BYTEA  NOT NULL,
    hash      BYTEA  NOT NULL
);

CREATE INDEX access_entry_actor ON access_entry (actor, seq);
CREATE INDEX access_entry_subject ON access_entry (subject, seq);

CREATE FUNCTION onrecord_access_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM access_entry) THEN
        RAISE EXCEPTION 'onrecord: the access log takes only the next entry';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER access_entry_next BEFORE INSERT ON access_entry
FOR EACH ROW EXECUTE FUNCTION onrecord_access_next();

CREATE TRIGGER access_entry_never BEFORE UPDATE OR DELETE ON access_entry
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER access_entry_no_truncate BEFORE TRUNCATE ON access_entry
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();
