-- What was done to the database as a whole: verified, backed up, checkpoints given out and compared. A
-- working table for `onrecord doctor`: it proves nothing, and no rebuild makes it.

CREATE TABLE operation (
    at     BIGINT NOT NULL,
    kind   TEXT   NOT NULL,
    detail TEXT   NOT NULL,
    PRIMARY KEY (at, kind)
) WITHOUT ROWID;
