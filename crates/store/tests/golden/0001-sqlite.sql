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

CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (1, 1795608000000000, 'u1', 'extract_loaded', 1, 'load/1', '{"accepted":9,"changed":0,"digest":"4365864c231dfd62c168d9f23026d43064ee640587afba939b78a78762ae6969","duplicate":0,"load":1,"mapping":"canonical headers","n_rows":17,"new":8,"quarantined":0,"received":9,"rows_root":"0dc75d075be2f7cb47fc33c9fb15026fad765774c7e023dadc25ba46a12c9ef6","source":"storm","suppressed":0,"unchanged":0}', X'0000000000000000000000000000000000000000000000000000000000000000', X'fe79e4483cc4f1e4bdb48adda2cf5e7b74df0035f125fff1debe0f01a68a5e24');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (2, 1795608000000000, 'u1', 'links_made', 1, 'load/2', '{"accepted":0,"changed":0,"digest":"7bea19d82f8d5a08a2ea856f00e907c0acb70ee5563e00f1d076b3f8c802a7b7","duplicate":0,"load":2,"mapping":"shipped weights","n_rows":1,"new":1,"quarantined":0,"received":0,"rows_root":"cb1ee726f79f74e672d30d4252613b89abbf350cd45c73562661851cccd2d65f","source":"linkage","suppressed":0,"unchanged":0}', X'fe79e4483cc4f1e4bdb48adda2cf5e7b74df0035f125fff1debe0f01a68a5e24', X'8f3bce69b1156a4b610c45f8338f1546ad06ef3485646ccefe389e4dbeae3edb');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (3, 1795608000000000, 'u2', 'incident_opened_from_extract', 1, 'incident/01a21293-b600-7ecc-8abc-5c03d978c341', '{"incident_id":"01a21293-b600-7ecc-8abc-5c03d978c341","load":1,"position":1,"reference":"ON/2026/000001","source":"storm","source_reference":"B-1"}', X'8f3bce69b1156a4b610c45f8338f1546ad06ef3485646ccefe389e4dbeae3edb', X'29a6da2587d052a4d2b9fa1445e8cb06b3962500d5e3afa34c257f4d136adeb9');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (4, 1795608000000000, 'u2', 'incident_opened_from_extract', 1, 'incident/01a21293-b600-7fa9-a805-74b291404a27', '{"incident_id":"01a21293-b600-7fa9-a805-74b291404a27","load":1,"position":1,"reference":"ON/2026/000002","source":"storm","source_reference":"B-2"}', X'29a6da2587d052a4d2b9fa1445e8cb06b3962500d5e3afa34c257f4d136adeb9', X'754898c99c0d4bb1cbd4f99b1953aefb22d4df37df3ac2e47535fc66bf9336e2');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (5, 1795608000000000, 'u3', 'link_decided', 1, 'record/storm/B-1', '{"crime_ref":"storm/C-1","incident_ref":"storm/B-1","verdict":"linked"}', X'754898c99c0d4bb1cbd4f99b1953aefb22d4df37df3ac2e47535fc66bf9336e2', X'f1bf794c4b015bd2b05668d2f436683c7ead5e1b3afb91d42eab31fe4f05097c');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (6, 1795608000000000, 'u1', 'extract_loaded', 1, 'load/3', '{"accepted":3,"changed":1,"digest":"b432cf4c9c3881031975383ae8436b83585a2052011e0a9bc1ed691a9785936f","duplicate":0,"load":3,"mapping":"canonical headers","n_rows":6,"new":0,"quarantined":0,"received":3,"rows_root":"520e86970a64de5f5b00d54f41b44621086e5383ecc2271ae236c688c4033e4a","source":"storm","suppressed":0,"unchanged":2}', X'f1bf794c4b015bd2b05668d2f436683c7ead5e1b3afb91d42eab31fe4f05097c', X'974762c2bf98cdea69238ad0fb826eb1f0fd0e849f2487a00b32d7ae3df19972');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (7, 1795608000000000, 'u5', 'erased', 1, 'erasure/IG-1', '{"approved_by":"u5","asked_by":"u4","ground":"right-to-erasure","n_rows":1,"n_suppressed":2,"request":"IG-1","rows_root":"0f5d3011aba5d079ed73778e45bccf01d827538e182de79e3599e77dce13e486","suppressed_root":"57659714f7dbd0a53afd95e4c65f75e06de4d95a8dd39ea9ae8421fd08efb0a1"}', X'974762c2bf98cdea69238ad0fb826eb1f0fd0e849f2487a00b32d7ae3df19972', X'908d441dfb955870f29ace03dd7efe6783b152c55ddf3f0330f9a5dc0e75f8ac');
INSERT INTO sealed (load, seq) VALUES
  (1, 1);
INSERT INTO sealed (load, seq) VALUES
  (2, 2);
INSERT INTO sealed (load, seq) VALUES
  (3, 6);
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 1, 'storm', 'files', '93ff783526a59d0916a7a1fc5fff7b57734f9d7fe79eebdb9aee78d59ea039b7', 'crimes', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":2,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"crimes-1.csv","quarantined":0,"received":2,"table":"crimes","unused_columns":[],"without_reference":0}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 2, 'storm', 'files', 'b77acb3d3ae5a625066deb25792dba07fcafa89c361600d501f1b7dfe5445db6', 'incidents', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":3,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"incidents-0.csv","quarantined":0,"received":3,"table":"incidents","unused_columns":[],"without_reference":0}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 3, 'storm', 'files', '6c95af7259f258ef05ec07684502072e9e6dc4fe2edffad1a17a96eec96893ec', 'people', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":4,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"people-2.csv","quarantined":0,"received":4,"table":"people","unused_columns":[],"without_reference":0}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 4, 'storm', 'incidents', 'B-1', '', 1, 1772359200000000, 'Crime recorded', '{"channel":"telephone","closing_code":"Crime recorded","opening_code":"Assault","received_at":[1772359200,"minute"]}', X'3b2754971f8d42f6f1748ffa715d2cad45e8357d14714d9f4a36f4be1ae0a54c9a5dc27dfa6a871d5c01dfcc2486e32caf4020b6ca6f6d830e07a42c532d9498');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 5, 'storm', 'incidents', 'B-2', '', 1, 1772451000000000, 'No crime', '{"channel":"online","closing_code":"No crime","opening_code":"Theft","received_at":[1772451000,"minute"]}', X'3a5ee1b553f5e5b07f524e561c2388f96611a2926a642d1b6b744bca7763b50e022552b6e36cdfa347e4db7560879702b5b344c2785a7ae334e3692c5cf5efa6');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 6, 'storm', 'incidents', 'B-3', '', 1, 1772541900000000, 'Advice given', '{"channel":"telephone","closing_code":"Advice given","opening_code":"Concern","received_at":[1772541900,"minute"]}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 7, 'storm', 'crimes', 'C-1', '', 1, 1772377200000000, 'recorded', '{"class":"Assault with injury","incident_refs":["B-1"],"recorded_at":[1772377200,"minute"],"status":"recorded"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 8, 'storm', 'crimes', 'C-2', '', 1, 1772701200000000, 'cancelled', '{"class":"Theft","recorded_at":[1772701200,"minute"],"status":"cancelled"}', X'26eea2ad5ad65b4bddc90e4fb1ceb4e2008eb7ee1be1d579fbef6cecd64a9529');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 9, 'storm', 'people', 'B-1', '', 1, NULL, '', '{"roles":["victim","suspect"]}', X'4c8845db6f982342b81afc5a2954612d2ccdcd29128e8256faa85c2a22c4ae1b0a6192b93a5ba0af0209bc87f90ef1042582cb636250efc22bcbe2ee44b61663');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 10, 'storm', 'people', 'B-2', '', 1, NULL, '', '{"roles":["caller"]}', X'968b979dbaacafced805b1ab03cc0e881e92b6ce2a1d9cda5bd7d65e6777c1ff');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 11, 'storm', 'people', 'C-1', '', 1, NULL, '', '{"roles":["victim"]}', X'd0e857e74fb6f1b78e5d9c37b9b540b588c0d2923fceb466e741867e26b322a7');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 12, 'storm', 'reconciliation', 'crimes-1.csv', '|2026-03-01', 1, NULL, '', '{"accepted":1,"channel":"","day":"2026-03-01","duplicate":0,"quarantined":0,"received":1,"source":"crimes-1.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 13, 'storm', 'reconciliation', 'crimes-1.csv', '|2026-03-05', 1, NULL, '', '{"accepted":1,"channel":"","day":"2026-03-05","duplicate":0,"quarantined":0,"received":1,"source":"crimes-1.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 14, 'storm', 'reconciliation', 'incidents-0.csv', 'online|2026-03-02', 1, NULL, '', '{"accepted":1,"channel":"online","day":"2026-03-02","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 15, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-01', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-01","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 16, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-03', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-03","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 17, 'storm', 'reconciliation', 'people-2.csv', '|', 1, NULL, '', '{"accepted":4,"channel":"","day":"","duplicate":0,"quarantined":0,"received":4,"source":"people-2.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (2, 1, 'linkage', 'links', 'storm/B-1', 'storm/C-1', 1, NULL, 'made', '{"checks_failed":[],"how":"cross-reference","probability":"1.0000"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 1, 'storm', 'files', '08729abfbbce202fb3b5b1e65ed30320c808ef9946556d6a1f336bab3f2572a5', 'incidents', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":3,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"incidents-0.csv","quarantined":0,"received":3,"table":"incidents","unused_columns":[],"without_reference":0}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 2, 'storm', 'changes', 'B-2', 'incidents.closing_code', 2, 1772451000000000, '', '{"column":"closing_code","now":"Crime recorded","table":"incidents","was":"No crime"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 3, 'storm', 'incidents', 'B-2', '', 2, 1772451000000000, 'Crime recorded', '{"channel":"online","closing_code":"Crime recorded","opening_code":"Theft","received_at":[1772451000,"minute"]}', X'16f7e56cbc7f1bf877cd6c4cb6ac831d147cdb63a05d56c7ad78817ad2ad605e96a59d8a531f8089e3c424c9c69ad9caa49f1a902d813768d2b2a6231d331750');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 4, 'storm', 'reconciliation', 'incidents-0.csv', 'online|2026-03-02', 1, NULL, '', '{"accepted":1,"channel":"online","day":"2026-03-02","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 5, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-01', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-01","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', X'');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 6, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-03', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-03","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', X'');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 4, 0, X'c1675e0bb980a575a89661fec08aa83b63f1ee08469ccdac9ff735ab278a84ba', '{"text":"Marrowby Quillfeather hit at home","what":"narrative"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 4, 1, X'6d1c170cf5c1183c860763b281385e96737a74e5f8908fafafcc5252147fbc5b', '{"place":"4 Mangle Row","postcode":"BX1 1AA","what":"place"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 5, 0, X'62acf36ba9bb618775730e4353be559d39e1d7f209b1796e5c40a83ec24baef8', '{"text":"Bicycle gone from the green","what":"narrative"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 5, 1, X'8190f25101535b92250b6fd66c7b5a265ea217122fc402bb22de9f7070d39d44', '{"place":"The Green","postcode":"BX1 2BB","what":"place"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 8, 0, X'85f8ed96704095d6d213ecf2eab323158de4bd7f04969fb1c6ec68964da9f424', '{"status_reason":"Quillfeather withdrew","what":"reason"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 9, 0, X'd040abcf5aa725f345b5f99cb64fe6db5b63dafc5b6da95685e239d79940ee70', '{"born":[446860800,"day"],"forename":"Marrowby","person_id":"P1","phone":"07700 900111","place":"4 Mangle Row","postcode":"BX1 1AA","role":"victim","surname":"Quillfeather","what":"person"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 9, 1, X'a682389045859a5d2ee0671df37f3be5c4d90be18dd86d24938db9111e91476b', '{"forename":"Tamsin","person_id":"P2","role":"suspect","surname":"Osterleigh","what":"person"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 11, 0, X'53f97370de08080967baf52a59453dc5aeb009555a81ecd7139260b27e785cee', '{"born":[446860800,"day"],"forename":"Marrowby","person_id":"P1","phone":"07700 900111","role":"victim","surname":"Quillfeather","what":"person"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (3, 3, 0, X'e30d6ffbe71d14d622eaee401e6dea89863112190482e8d196bfe10f673299c6', '{"text":"Bicycle gone from the green","what":"narrative"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (3, 3, 1, X'3b888fa4e16549ee6566c7b60d1c1c613b682d356edf4beca6f81f05768ec321', '{"place":"The Green","postcode":"BX1 2BB","what":"place"}');
INSERT INTO erased_row (seq, load, position, part) VALUES
  (7, 1, 10, 0);
INSERT INTO suppression (seq, position, source, reference, what, digest) VALUES
  (7, 1, 'storm', '', 'person', X'0e8f3a36fd175b254f3636a01ca29bb17346af90b0e3b502ec8f276d88b617de');
INSERT INTO suppression (seq, position, source, reference, what, digest) VALUES
  (7, 2, 'storm', '', 'person', X'c3e1e53f05c62df2f555466db291b428123e3ada27197332f04a3fd88b396567');
INSERT INTO secret (name, value) VALUES
  ('suppression', X'4d189a894b2364e7d6c1a7d0d68123dc39c7fa6bac0c381d5c98b621a58e38d3');
INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES
  (1, 'ledger and sources', true, X'dd3ab0a3bff506a73c1990397f8e8442770c41f75dd33913b7ef738ac94b304516682959c0bfc6d6902f63aca9137ded', 0);
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
