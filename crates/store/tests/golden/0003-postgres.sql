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
);

CREATE TABLE incident (
    incident_id TEXT   NOT NULL PRIMARY KEY,
    reference   TEXT   NOT NULL,
    opened_seq  BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    source      TEXT   NOT NULL,
    source_reference TEXT NOT NULL,
    load        BIGINT NOT NULL,
    position    BIGINT NOT NULL
);

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
);

CREATE TABLE erasure (
    seq          BIGINT NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    asked_by     TEXT   NOT NULL,
    approved_by  TEXT   NOT NULL,
    ground       TEXT   NOT NULL,
    n_rows       BIGINT NOT NULL,
    n_suppressed BIGINT NOT NULL
);

CREATE TABLE reference_series (
    series TEXT   NOT NULL PRIMARY KEY,
    last   BIGINT NOT NULL
);

CREATE TABLE projected (
    name TEXT   NOT NULL PRIMARY KEY,
    seq  BIGINT NOT NULL
);

CREATE TABLE operation (
    at     BIGINT NOT NULL,
    kind   TEXT   NOT NULL,
    detail TEXT   NOT NULL,
    PRIMARY KEY (at, kind)
);
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (1, 1795608000000000, 'u1', 'extract_loaded', 1, 'load/1', '{"accepted":9,"changed":0,"digest":"4365864c231dfd62c168d9f23026d43064ee640587afba939b78a78762ae6969","duplicate":0,"load":1,"mapping":"canonical headers","n_rows":17,"new":8,"quarantined":0,"received":9,"rows_root":"0dc75d075be2f7cb47fc33c9fb15026fad765774c7e023dadc25ba46a12c9ef6","source":"storm","suppressed":0,"unchanged":0}', '\x0000000000000000000000000000000000000000000000000000000000000000', '\xfe79e4483cc4f1e4bdb48adda2cf5e7b74df0035f125fff1debe0f01a68a5e24');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (2, 1795608000000000, 'u1', 'links_made', 1, 'load/2', '{"accepted":0,"changed":0,"digest":"7bea19d82f8d5a08a2ea856f00e907c0acb70ee5563e00f1d076b3f8c802a7b7","duplicate":0,"load":2,"mapping":"shipped weights","n_rows":1,"new":1,"quarantined":0,"received":0,"rows_root":"cb1ee726f79f74e672d30d4252613b89abbf350cd45c73562661851cccd2d65f","source":"linkage","suppressed":0,"unchanged":0}', '\xfe79e4483cc4f1e4bdb48adda2cf5e7b74df0035f125fff1debe0f01a68a5e24', '\x8f3bce69b1156a4b610c45f8338f1546ad06ef3485646ccefe389e4dbeae3edb');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (3, 1795608000000000, 'u2', 'incident_opened_from_extract', 1, 'incident/01a21293-b600-7ecc-8abc-5c03d978c341', '{"incident_id":"01a21293-b600-7ecc-8abc-5c03d978c341","load":1,"position":1,"reference":"ON/2026/000001","source":"storm","source_reference":"B-1"}', '\x8f3bce69b1156a4b610c45f8338f1546ad06ef3485646ccefe389e4dbeae3edb', '\x29a6da2587d052a4d2b9fa1445e8cb06b3962500d5e3afa34c257f4d136adeb9');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (4, 1795608000000000, 'u2', 'incident_opened_from_extract', 1, 'incident/01a21293-b600-7fa9-a805-74b291404a27', '{"incident_id":"01a21293-b600-7fa9-a805-74b291404a27","load":1,"position":1,"reference":"ON/2026/000002","source":"storm","source_reference":"B-2"}', '\x29a6da2587d052a4d2b9fa1445e8cb06b3962500d5e3afa34c257f4d136adeb9', '\x754898c99c0d4bb1cbd4f99b1953aefb22d4df37df3ac2e47535fc66bf9336e2');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (5, 1795608000000000, 'u3', 'link_decided', 1, 'record/storm/B-1', '{"crime_ref":"storm/C-1","incident_ref":"storm/B-1","verdict":"linked"}', '\x754898c99c0d4bb1cbd4f99b1953aefb22d4df37df3ac2e47535fc66bf9336e2', '\xf1bf794c4b015bd2b05668d2f436683c7ead5e1b3afb91d42eab31fe4f05097c');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (6, 1795608000000000, 'u1', 'extract_loaded', 1, 'load/3', '{"accepted":3,"changed":1,"digest":"b432cf4c9c3881031975383ae8436b83585a2052011e0a9bc1ed691a9785936f","duplicate":0,"load":3,"mapping":"canonical headers","n_rows":6,"new":0,"quarantined":0,"received":3,"rows_root":"520e86970a64de5f5b00d54f41b44621086e5383ecc2271ae236c688c4033e4a","source":"storm","suppressed":0,"unchanged":2}', '\xf1bf794c4b015bd2b05668d2f436683c7ead5e1b3afb91d42eab31fe4f05097c', '\x974762c2bf98cdea69238ad0fb826eb1f0fd0e849f2487a00b32d7ae3df19972');
INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash) VALUES
  (7, 1795608000000000, 'u5', 'erased', 1, 'erasure/IG-1', '{"approved_by":"u5","asked_by":"u4","ground":"right-to-erasure","n_rows":1,"n_suppressed":2,"request":"IG-1","rows_root":"0f5d3011aba5d079ed73778e45bccf01d827538e182de79e3599e77dce13e486","suppressed_root":"57659714f7dbd0a53afd95e4c65f75e06de4d95a8dd39ea9ae8421fd08efb0a1"}', '\x974762c2bf98cdea69238ad0fb826eb1f0fd0e849f2487a00b32d7ae3df19972', '\x908d441dfb955870f29ace03dd7efe6783b152c55ddf3f0330f9a5dc0e75f8ac');
INSERT INTO sealed (load, seq) VALUES
  (1, 1);
INSERT INTO sealed (load, seq) VALUES
  (2, 2);
INSERT INTO sealed (load, seq) VALUES
  (3, 6);
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 1, 'storm', 'files', '93ff783526a59d0916a7a1fc5fff7b57734f9d7fe79eebdb9aee78d59ea039b7', 'crimes', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":2,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"crimes-1.csv","quarantined":0,"received":2,"table":"crimes","unused_columns":[],"without_reference":0}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 2, 'storm', 'files', 'b77acb3d3ae5a625066deb25792dba07fcafa89c361600d501f1b7dfe5445db6', 'incidents', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":3,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"incidents-0.csv","quarantined":0,"received":3,"table":"incidents","unused_columns":[],"without_reference":0}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 3, 'storm', 'files', '6c95af7259f258ef05ec07684502072e9e6dc4fe2edffad1a17a96eec96893ec', 'people', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":4,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"people-2.csv","quarantined":0,"received":4,"table":"people","unused_columns":[],"without_reference":0}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 4, 'storm', 'incidents', 'B-1', '', 1, 1772359200000000, 'Crime recorded', '{"channel":"telephone","closing_code":"Crime recorded","opening_code":"Assault","received_at":[1772359200,"minute"]}', '\x3b2754971f8d42f6f1748ffa715d2cad45e8357d14714d9f4a36f4be1ae0a54c9a5dc27dfa6a871d5c01dfcc2486e32caf4020b6ca6f6d830e07a42c532d9498');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 5, 'storm', 'incidents', 'B-2', '', 1, 1772451000000000, 'No crime', '{"channel":"online","closing_code":"No crime","opening_code":"Theft","received_at":[1772451000,"minute"]}', '\x3a5ee1b553f5e5b07f524e561c2388f96611a2926a642d1b6b744bca7763b50e022552b6e36cdfa347e4db7560879702b5b344c2785a7ae334e3692c5cf5efa6');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 6, 'storm', 'incidents', 'B-3', '', 1, 1772541900000000, 'Advice given', '{"channel":"telephone","closing_code":"Advice given","opening_code":"Concern","received_at":[1772541900,"minute"]}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 7, 'storm', 'crimes', 'C-1', '', 1, 1772377200000000, 'recorded', '{"class":"Assault with injury","incident_refs":["B-1"],"recorded_at":[1772377200,"minute"],"status":"recorded"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 8, 'storm', 'crimes', 'C-2', '', 1, 1772701200000000, 'cancelled', '{"class":"Theft","recorded_at":[1772701200,"minute"],"status":"cancelled"}', '\x26eea2ad5ad65b4bddc90e4fb1ceb4e2008eb7ee1be1d579fbef6cecd64a9529');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 9, 'storm', 'people', 'B-1', '', 1, NULL, '', '{"roles":["victim","suspect"]}', '\x4c8845db6f982342b81afc5a2954612d2ccdcd29128e8256faa85c2a22c4ae1b0a6192b93a5ba0af0209bc87f90ef1042582cb636250efc22bcbe2ee44b61663');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 10, 'storm', 'people', 'B-2', '', 1, NULL, '', '{"roles":["caller"]}', '\x968b979dbaacafced805b1ab03cc0e881e92b6ce2a1d9cda5bd7d65e6777c1ff');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 11, 'storm', 'people', 'C-1', '', 1, NULL, '', '{"roles":["victim"]}', '\xd0e857e74fb6f1b78e5d9c37b9b540b588c0d2923fceb466e741867e26b322a7');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 12, 'storm', 'reconciliation', 'crimes-1.csv', '|2026-03-01', 1, NULL, '', '{"accepted":1,"channel":"","day":"2026-03-01","duplicate":0,"quarantined":0,"received":1,"source":"crimes-1.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 13, 'storm', 'reconciliation', 'crimes-1.csv', '|2026-03-05', 1, NULL, '', '{"accepted":1,"channel":"","day":"2026-03-05","duplicate":0,"quarantined":0,"received":1,"source":"crimes-1.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 14, 'storm', 'reconciliation', 'incidents-0.csv', 'online|2026-03-02', 1, NULL, '', '{"accepted":1,"channel":"online","day":"2026-03-02","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 15, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-01', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-01","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 16, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-03', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-03","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (1, 17, 'storm', 'reconciliation', 'people-2.csv', '|', 1, NULL, '', '{"accepted":4,"channel":"","day":"","duplicate":0,"quarantined":0,"received":4,"source":"people-2.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (2, 1, 'linkage', 'links', 'storm/B-1', 'storm/C-1', 1, NULL, 'made', '{"checks_failed":[],"how":"cross-reference","probability":"1.0000"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 1, 'storm', 'files', '08729abfbbce202fb3b5b1e65ed30320c808ef9946556d6a1f336bab3f2572a5', 'incidents', 1, NULL, '0deeb8fa1dbbee4c0dbe7f5e3c9183940139f26d22797ee8ab07c00557a4c2ff', '{"accepted":3,"clock_change_times":0,"duplicate":0,"grouped":0,"identical_without_reference":0,"mapping":"canonical headers","name":"incidents-0.csv","quarantined":0,"received":3,"table":"incidents","unused_columns":[],"without_reference":0}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 2, 'storm', 'changes', 'B-2', 'incidents.closing_code', 2, 1772451000000000, '', '{"column":"closing_code","now":"Crime recorded","table":"incidents","was":"No crime"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 3, 'storm', 'incidents', 'B-2', '', 2, 1772451000000000, 'Crime recorded', '{"channel":"online","closing_code":"Crime recorded","opening_code":"Theft","received_at":[1772451000,"minute"]}', '\x16f7e56cbc7f1bf877cd6c4cb6ac831d147cdb63a05d56c7ad78817ad2ad605e96a59d8a531f8089e3c424c9c69ad9caa49f1a902d813768d2b2a6231d331750');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 4, 'storm', 'reconciliation', 'incidents-0.csv', 'online|2026-03-02', 1, NULL, '', '{"accepted":1,"channel":"online","day":"2026-03-02","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 5, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-01', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-01","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', '\x');
INSERT INTO observation (load, position, source, record_table, reference, related, version, at, status, body, commitments) VALUES
  (3, 6, 'storm', 'reconciliation', 'incidents-0.csv', 'telephone|2026-03-03', 1, NULL, '', '{"accepted":1,"channel":"telephone","day":"2026-03-03","duplicate":0,"quarantined":0,"received":1,"source":"incidents-0.csv"}', '\x');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 4, 0, '\xc1675e0bb980a575a89661fec08aa83b63f1ee08469ccdac9ff735ab278a84ba', '{"text":"Marrowby Quillfeather hit at home","what":"narrative"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 4, 1, '\x6d1c170cf5c1183c860763b281385e96737a74e5f8908fafafcc5252147fbc5b', '{"place":"4 Mangle Row","postcode":"BX1 1AA","what":"place"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 5, 0, '\x62acf36ba9bb618775730e4353be559d39e1d7f209b1796e5c40a83ec24baef8', '{"text":"Bicycle gone from the green","what":"narrative"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 5, 1, '\x8190f25101535b92250b6fd66c7b5a265ea217122fc402bb22de9f7070d39d44', '{"place":"The Green","postcode":"BX1 2BB","what":"place"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 8, 0, '\x85f8ed96704095d6d213ecf2eab323158de4bd7f04969fb1c6ec68964da9f424', '{"status_reason":"Quillfeather withdrew","what":"reason"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 9, 0, '\xd040abcf5aa725f345b5f99cb64fe6db5b63dafc5b6da95685e239d79940ee70', '{"born":[446860800,"day"],"forename":"Marrowby","person_id":"P1","phone":"07700 900111","place":"4 Mangle Row","postcode":"BX1 1AA","role":"victim","surname":"Quillfeather","what":"person"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 9, 1, '\xa682389045859a5d2ee0671df37f3be5c4d90be18dd86d24938db9111e91476b', '{"forename":"Tamsin","person_id":"P2","role":"suspect","surname":"Osterleigh","what":"person"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (1, 11, 0, '\x53f97370de08080967baf52a59453dc5aeb009555a81ecd7139260b27e785cee', '{"born":[446860800,"day"],"forename":"Marrowby","person_id":"P1","phone":"07700 900111","role":"victim","surname":"Quillfeather","what":"person"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (3, 3, 0, '\xe30d6ffbe71d14d622eaee401e6dea89863112190482e8d196bfe10f673299c6', '{"text":"Bicycle gone from the green","what":"narrative"}');
INSERT INTO personal (load, position, part, nonce, body) VALUES
  (3, 3, 1, '\x3b888fa4e16549ee6566c7b60d1c1c613b682d356edf4beca6f81f05768ec321', '{"place":"The Green","postcode":"BX1 2BB","what":"place"}');
INSERT INTO erased_row (seq, load, position, part) VALUES
  (7, 1, 10, 0);
INSERT INTO suppression (seq, position, source, reference, what, digest) VALUES
  (7, 1, 'storm', '', 'person', '\x0e8f3a36fd175b254f3636a01ca29bb17346af90b0e3b502ec8f276d88b617de');
INSERT INTO suppression (seq, position, source, reference, what, digest) VALUES
  (7, 2, 'storm', '', 'person', '\xc3e1e53f05c62df2f555466db291b428123e3ada27197332f04a3fd88b396567');
INSERT INTO secret (name, value) VALUES
  ('suppression', '\x4d189a894b2364e7d6c1a7d0d68123dc39c7fa6bac0c381d5c98b621a58e38d3');
INSERT INTO source_load (load, seq, at, actor, kind, source, mapping, digest, n_rows, n_received, n_accepted, n_quarantined, n_duplicate, n_new, n_changed, n_unchanged, n_suppressed) VALUES
  (1, 1, 1795608000000000, 'u1', 'extract_loaded', 'storm', 'canonical headers', '4365864c231dfd62c168d9f23026d43064ee640587afba939b78a78762ae6969', 17, 9, 9, 0, 0, 8, 0, 0, 0);
INSERT INTO source_load (load, seq, at, actor, kind, source, mapping, digest, n_rows, n_received, n_accepted, n_quarantined, n_duplicate, n_new, n_changed, n_unchanged, n_suppressed) VALUES
  (2, 2, 1795608000000000, 'u1', 'links_made', 'linkage', 'shipped weights', '7bea19d82f8d5a08a2ea856f00e907c0acb70ee5563e00f1d076b3f8c802a7b7', 1, 0, 0, 0, 0, 1, 0, 0, 0);
INSERT INTO source_load (load, seq, at, actor, kind, source, mapping, digest, n_rows, n_received, n_accepted, n_quarantined, n_duplicate, n_new, n_changed, n_unchanged, n_suppressed) VALUES
  (3, 6, 1795608000000000, 'u1', 'extract_loaded', 'storm', 'canonical headers', 'b432cf4c9c3881031975383ae8436b83585a2052011e0a9bc1ed691a9785936f', 6, 3, 3, 0, 0, 0, 1, 2, 0);
INSERT INTO incident (incident_id, reference, opened_seq, opened_at, source, source_reference, load, position) VALUES
  ('01a21293-b600-7ecc-8abc-5c03d978c341', 'ON/2026/000001', 3, 1795608000000000, 'storm', 'B-1', 1, 1);
INSERT INTO incident (incident_id, reference, opened_seq, opened_at, source, source_reference, load, position) VALUES
  ('01a21293-b600-7fa9-a805-74b291404a27', 'ON/2026/000002', 4, 1795608000000000, 'storm', 'B-2', 1, 1);
INSERT INTO link_decision (incident_ref, crime_ref, verdict, seq, at, actor) VALUES
  ('storm/B-1', 'storm/C-1', 'linked', 5, 1795608000000000, 'u3');
INSERT INTO erasure (seq, at, asked_by, approved_by, ground, n_rows, n_suppressed) VALUES
  (7, 1795608000000000, 'u4', 'u5', 'right-to-erasure', 1, 2);
INSERT INTO reference_series (series, last) VALUES
  ('ON/2026', 2);
INSERT INTO projected (name, seq) VALUES
  ('all', 7);
INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES
  (1, 'ledger and sources', true, '\xa3e3c415848ed4fb1b36e7b0c8a83db12ea0db4f035129bb2d6e213b07a36daaf825460ca3d8c0dc2547bc76bbeae342', 0);
INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES
  (2, 'projections', true, '\x0e3adbafc1794b3cd28d38fe273fe18e42c46efc1ad8293a6bc14b1c1baba550d6af55ae10d17438b4e9a422abaf67a4', 0);
INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES
  (3, 'operations', true, '\x0ee870823a9fc7dcf6abd06090bcd3fc673d548db5f0c97d59da2a0813f4bd21c61be8d731f8b54008c7347bf01567b4', 0);
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
