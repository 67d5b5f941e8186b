-- Projections: recomputed from ledger and sources, and equal to what `onrecord rebuild` makes.

CREATE TABLE source_load (
    load       BIGINT NOT NULL PRIMARY KEY,
    seq        BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    source     TEXT   NOT NULL,
    mapping    TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    n_rows     BIGINT NOT NULL,
    n_received BIGINT NOT NULL,
    n_accepted BIGINT NOT NULL,
    n_quarantined BIGINT NOT NULL,
    n_duplicate BIGINT NOT NULL,
    n_new      BIGINT NOT NULL,
    n_changed  BIGINT NOT NULL,
    n_unchanged BIGINT NOT NULL,
    n_suppressed BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE incident (
    incident_id TEXT   NOT NULL PRIMARY KEY,
    reference   TEXT   NOT NULL,
    opened_seq  BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    source      TEXT   NOT NULL,
    source_reference TEXT NOT NULL,
    load        BIGINT NOT NULL,
    position    BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX incident_reference ON incident (reference);
CREATE INDEX incident_source ON incident (source, source_reference);

CREATE TABLE link_decision (
    incident_ref TEXT   NOT NULL,
    crime_ref    TEXT   NOT NULL,
    verdict      TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    PRIMARY KEY (incident_ref, crime_ref)
) WITHOUT ROWID;

CREATE TABLE erasure (
    seq          BIGINT NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    asked_by     TEXT   NOT NULL,
    approved_by  TEXT   NOT NULL,
    ground       TEXT   NOT NULL,
    n_rows       BIGINT NOT NULL,
    n_suppressed BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE reference_series (
    series TEXT   NOT NULL PRIMARY KEY,
    last   BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE projected (
    name TEXT   NOT NULL PRIMARY KEY,
    seq  BIGINT NOT NULL
) WITHOUT ROWID;
