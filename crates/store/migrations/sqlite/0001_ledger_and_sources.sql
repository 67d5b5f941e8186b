-- The ledger and the sources. Nothing here is ever updated; the triggers below hold that against any
-- statement, also REPLACE and upsert. Who has the file itself is held by the chain and its checkpoints.

CREATE TABLE ledger (
    seq     BIGINT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    version BIGINT NOT NULL,
    subject TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    prev    BLOB   NOT NULL,
    hash    BLOB   NOT NULL
) WITHOUT ROWID;

CREATE TABLE staging (
    load       BIGINT NOT NULL PRIMARY KEY,
    source     TEXT   NOT NULL,
    started_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sealed (
    load BIGINT NOT NULL PRIMARY KEY,
    seq  BIGINT NOT NULL
) WITHOUT ROWID;

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
    commitments  BLOB   NOT NULL,
    PRIMARY KEY (load, position)
) WITHOUT ROWID;

CREATE INDEX observation_identity ON observation (record_table, reference, source, related, version);
CREATE INDEX observation_at ON observation (record_table, at);

CREATE TABLE personal (
    load     BIGINT NOT NULL,
    position BIGINT NOT NULL,
    part     BIGINT NOT NULL,
    nonce    BLOB   NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (load, position, part)
) WITHOUT ROWID;

CREATE TABLE erased_row (
    seq      BIGINT NOT NULL,
    load     BIGINT NOT NULL,
    position BIGINT NOT NULL,
    part     BIGINT NOT NULL,
    PRIMARY KEY (load, position, part)
) WITHOUT ROWID;

CREATE TABLE suppression (
    seq       BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    source    TEXT   NOT NULL,
    reference TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    digest    BLOB   NOT NULL,
    PRIMARY KEY (seq, position)
) WITHOUT ROWID;

CREATE INDEX suppression_reference ON suppression (source, reference);

CREATE TABLE secret (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger)
BEGIN SELECT RAISE(ABORT, 'onrecord: the ledger takes only the next entry'); END;

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'onrecord: the ledger is never changed'); END;

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'onrecord: the ledger is never deleted from'); END;

CREATE TRIGGER sealed_once BEFORE INSERT ON sealed
WHEN EXISTS (SELECT 1 FROM sealed WHERE load = NEW.load)
    OR NOT EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq AND subject = 'load/' || NEW.load)
    OR NEW.seq IS NOT (SELECT max(seq) FROM ledger)
BEGIN SELECT RAISE(ABORT, 'onrecord: a load is sealed once, with its event'); END;

CREATE TRIGGER sealed_no_update BEFORE UPDATE ON sealed
BEGIN SELECT RAISE(ABORT, 'onrecord: a sealed load stays sealed'); END;

CREATE TRIGGER sealed_no_delete BEFORE DELETE ON sealed
BEGIN SELECT RAISE(ABORT, 'onrecord: a sealed load stays sealed'); END;

CREATE TRIGGER observation_into_staging BEFORE INSERT ON observation
WHEN EXISTS (SELECT 1 FROM sealed WHERE load = NEW.load)
    OR EXISTS (SELECT 1 FROM observation WHERE load = NEW.load AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'onrecord: a sealed load takes no rows'); END;

CREATE TRIGGER observation_no_update BEFORE UPDATE ON observation
BEGIN SELECT RAISE(ABORT, 'onrecord: an observation is never changed'); END;

CREATE TRIGGER observation_no_delete BEFORE DELETE ON observation
WHEN EXISTS (SELECT 1 FROM sealed WHERE load = OLD.load)
BEGIN SELECT RAISE(ABORT, 'onrecord: a sealed observation is never deleted'); END;

CREATE TRIGGER personal_into_staging BEFORE INSERT ON personal
WHEN EXISTS (SELECT 1 FROM sealed WHERE load = NEW.load)
    OR EXISTS (SELECT 1 FROM personal
               WHERE load = NEW.load AND position = NEW.position AND part = NEW.part)
BEGIN SELECT RAISE(ABORT, 'onrecord: a sealed load takes no rows'); END;

CREATE TRIGGER personal_no_update BEFORE UPDATE ON personal
BEGIN SELECT RAISE(ABORT, 'onrecord: a personal row is never changed'); END;

CREATE TRIGGER personal_erased_only BEFORE DELETE ON personal
WHEN EXISTS (SELECT 1 FROM sealed WHERE load = OLD.load)
    AND NOT EXISTS (
        SELECT 1 FROM erased_row
        WHERE load = OLD.load AND position = OLD.position AND part = OLD.part
            AND seq = (SELECT max(seq) FROM ledger))
BEGIN SELECT RAISE(ABORT, 'onrecord: a personal row goes only with its erased event'); END;

CREATE TRIGGER erased_row_with_event BEFORE INSERT ON erased_row
WHEN NOT EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq AND kind = 'erased')
    OR NEW.seq IS NOT (SELECT max(seq) FROM ledger)
    OR EXISTS (SELECT 1 FROM erased_row
               WHERE load = NEW.load AND position = NEW.position AND part = NEW.part)
BEGIN SELECT RAISE(ABORT, 'onrecord: an erasure is listed once, with its event'); END;

CREATE TRIGGER erased_row_no_update BEFORE UPDATE ON erased_row
BEGIN SELECT RAISE(ABORT, 'onrecord: an erasure is never changed'); END;

CREATE TRIGGER erased_row_no_delete BEFORE DELETE ON erased_row
BEGIN SELECT RAISE(ABORT, 'onrecord: an erasure is never deleted'); END;

CREATE TRIGGER suppression_with_event BEFORE INSERT ON suppression
WHEN NOT EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq AND kind = 'erased')
    OR NEW.seq IS NOT (SELECT max(seq) FROM ledger)
    OR EXISTS (SELECT 1 FROM suppression WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'onrecord: a suppression comes with its erased event'); END;

CREATE TRIGGER suppression_no_update BEFORE UPDATE ON suppression
BEGIN SELECT RAISE(ABORT, 'onrecord: a suppression is never changed'); END;

CREATE TRIGGER suppression_no_delete BEFORE DELETE ON suppression
BEGIN SELECT RAISE(ABORT, 'onrecord: a suppression is never deleted'); END;
