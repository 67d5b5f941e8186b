-- The ledger and the sources. Nothing here is ever updated; the triggers below hold that against any
-- statement, also upsert and TRUNCATE, and roles hold it again: the owner migrates, the application inserts
-- and selects. Who owns the database is held by the chain and its checkpoints.

CREATE TABLE ledger (
    seq     BIGINT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    version BIGINT NOT NULL,
    subject TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    prev    BYTEA  NOT NULL,
    hash    BYTEA  NOT NULL
);

CREATE TABLE staging (
    load       BIGINT NOT NULL PRIMARY KEY,
    source     TEXT   NOT NULL,
    started_at BIGINT NOT NULL
);

CREATE TABLE sealed (
    load BIGINT NOT NULL PRIMARY KEY,
    seq  BIGINT NOT NULL
);

CREATE TABLE observation (
    load         BIGINT NOT NULL,
    position     BIGINT NOT NULL,
    source       TEXT   NOT NULL,
    record_table TEXT   NOT NULL,
    reference    TEXT   NOT NULL,
    related      TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    at           BIGINT,
    status       TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    commitments  BYTEA  NOT NULL,
    PRIMARY KEY (load, position)
);

CREATE INDEX observation_identity ON observation (record_table, reference, source, related, version);
CREATE INDEX observation_at ON observation (record_table, at);

CREATE TABLE personal (
    load     BIGINT NOT NULL,
    position BIGINT NOT NULL,
    part     BIGINT NOT NULL,
    nonce    BYTEA  NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (load, position, part)
);

CREATE TABLE erased_row (
    seq      BIGINT NOT NULL,
    load     BIGINT NOT NULL,
    position BIGINT NOT NULL,
    part     BIGINT NOT NULL,
    PRIMARY KEY (load, position, part)
);

CREATE TABLE suppression (
    seq       BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    source    TEXT   NOT NULL,
    reference TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    digest    BYTEA  NOT NULL,
    PRIMARY KEY (seq, position)
);

CREATE INDEX suppression_reference ON suppression (source, reference);

CREATE TABLE secret (
    name  TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'onrecord: % is never changed or deleted from', TG_TABLE_NAME;
END $$;

CREATE FUNCTION onrecord_ledger_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM ledger) THEN
        RAISE EXCEPTION 'onrecord: the ledger takes only the next entry';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION onrecord_sealed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM sealed WHERE load = NEW.load)
        OR NOT EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq AND subject = 'load/' || NEW.load)
        OR NEW.seq IS DISTINCT FROM (SELECT max(seq) FROM ledger) THEN
        RAISE EXCEPTION 'onrecord: a load is sealed once, with its event';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION onrecord_into_staging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM sealed WHERE load = NEW.load) THEN
        RAISE EXCEPTION 'onrecord: a sealed load takes no rows';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION onrecord_observation_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM sealed WHERE load = OLD.load) THEN
        RAISE EXCEPTION 'onrecord: a sealed observation is never deleted';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION onrecord_personal_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM sealed WHERE load = OLD.load)
        AND NOT EXISTS (
            SELECT 1 FROM erased_row
            WHERE load = OLD.load AND position = OLD.position AND part = OLD.part
                AND seq = (SELECT max(seq) FROM ledger)) THEN
        RAISE EXCEPTION 'onrecord: a personal row goes only with its erased event';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION onrecord_with_erased_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq AND kind = 'erased')
        OR NEW.seq IS DISTINCT FROM (SELECT max(seq) FROM ledger) THEN
        RAISE EXCEPTION 'onrecord: an erasure is listed once, with its event';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
FOR EACH ROW EXECUTE FUNCTION onrecord_ledger_next();

CREATE TRIGGER sealed_once BEFORE INSERT ON sealed
FOR EACH ROW EXECUTE FUNCTION onrecord_sealed_once();

CREATE TRIGGER observation_into_staging BEFORE INSERT ON observation
FOR EACH ROW EXECUTE FUNCTION onrecord_into_staging();

CREATE TRIGGER observation_no_delete BEFORE DELETE ON observation
FOR EACH ROW EXECUTE FUNCTION onrecord_observation_delete();

CREATE TRIGGER personal_into_staging BEFORE INSERT ON personal
FOR EACH ROW EXECUTE FUNCTION onrecord_into_staging();

CREATE TRIGGER personal_erased_only BEFORE DELETE ON personal
FOR EACH ROW EXECUTE FUNCTION onrecord_personal_delete();

CREATE TRIGGER erased_row_with_event BEFORE INSERT ON erased_row
FOR EACH ROW EXECUTE FUNCTION onrecord_with_erased_event();

CREATE TRIGGER suppression_with_event BEFORE INSERT ON suppression
FOR EACH ROW EXECUTE FUNCTION onrecord_with_erased_event();

CREATE TRIGGER ledger_never BEFORE UPDATE OR DELETE ON ledger
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER sealed_never BEFORE UPDATE OR DELETE ON sealed
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER erased_row_never BEFORE UPDATE OR DELETE ON erased_row
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER suppression_never BEFORE UPDATE OR DELETE ON suppression
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER observation_no_update BEFORE UPDATE ON observation
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER personal_no_update BEFORE UPDATE ON personal
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER sealed_no_truncate BEFORE TRUNCATE ON sealed
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER observation_no_truncate BEFORE TRUNCATE ON observation
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER personal_no_truncate BEFORE TRUNCATE ON personal
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER erased_row_no_truncate BEFORE TRUNCATE ON erased_row
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();

CREATE TRIGGER suppression_no_truncate BEFORE TRUNCATE ON suppression
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse();
