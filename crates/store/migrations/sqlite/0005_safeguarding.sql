-- Whether safeguarding was given in incidents of domestic abuse with no crime: a projection.

CREATE TABLE safeguarding (
    incident_ref TEXT   NOT NULL PRIMARY KEY,
    what         TEXT   NOT NULL,
    day          TEXT   NOT NULL,
    given_by     TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL
) WITHOUT ROWID;
