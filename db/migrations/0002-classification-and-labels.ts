/** Version 2: schemes with revisions, approvals, review tasks, the move to another scheme, labels as data. Frozen. */
export const migration0002 = `
ALTER TABLE scheme ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE scheme ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

CREATE TABLE scheme_revision (
  scheme_id TEXT NOT NULL REFERENCES scheme (id),
  revision INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (scheme_id, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO scheme_revision (scheme_id, revision, body, at, who)
  SELECT scheme.id, 1, scheme.body, register.created_at, '' FROM scheme, register;
CREATE TRIGGER scheme_revision_never_changes BEFORE UPDATE ON scheme_revision BEGIN SELECT RAISE(ABORT, 'scheme_revision is append-only'); END;
CREATE TRIGGER scheme_revision_never_goes BEFORE DELETE ON scheme_revision BEGIN SELECT RAISE(ABORT, 'scheme_revision is append-only'); END;

ALTER TABLE asset ADD COLUMN "duties_waived" TEXT CHECK ("duties_waived" IS NULL OR json_valid("duties_waived"));
ALTER TABLE asset ADD COLUMN "duties_waived_reason" TEXT;

ALTER TABLE classification ADD COLUMN scheme_revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE classification ADD COLUMN answers TEXT CHECK (answers IS NULL OR json_valid(answers));
ALTER TABLE classification ADD COLUMN approved_by TEXT;
ALTER TABLE classification ADD COLUMN approved_post TEXT;

CREATE TABLE class_proposal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  scheme_id TEXT NOT NULL REFERENCES scheme (id),
  confidentiality TEXT,
  integrity TEXT,
  availability TEXT,
  reason TEXT,
  answers TEXT CHECK (answers IS NULL OR json_valid(answers)),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  post TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn')),
  decided_at TEXT,
  decided_by TEXT,
  decided_post TEXT,
  decided_reason TEXT
) STRICT;
CREATE UNIQUE INDEX class_proposal_waiting ON class_proposal (asset_id) WHERE state = 'waiting';

CREATE TABLE review_task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  change_id INTEGER NOT NULL REFERENCES change (id),
  cause TEXT NOT NULL,
  at TEXT NOT NULL,
  done_at TEXT,
  done_by TEXT,
  done_reason TEXT
) STRICT;
CREATE INDEX review_task_asset ON review_task (asset_id);
CREATE INDEX review_task_open ON review_task (asset_id) WHERE done_at IS NULL;

CREATE TABLE finding_acceptance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  rule_id TEXT NOT NULL,
  finding_key TEXT NOT NULL,
  message TEXT NOT NULL,
  reason TEXT NOT NULL,
  until TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT
) STRICT;
CREATE INDEX finding_acceptance_asset ON finding_acceptance (asset_id);

CREATE TABLE scheme_move (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_scheme TEXT NOT NULL REFERENCES scheme (id),
  to_scheme TEXT NOT NULL REFERENCES scheme (id),
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  approved_by TEXT,
  approved_post TEXT,
  reason TEXT,
  change_id INTEGER REFERENCES change (id)
) STRICT;
CREATE UNIQUE INDEX scheme_move_open ON scheme_move (state) WHERE state = 'open';

CREATE TABLE scheme_move_item (
  move_id INTEGER NOT NULL REFERENCES scheme_move (id),
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  confidentiality TEXT,
  integrity TEXT,
  availability TEXT,
  to_confidentiality TEXT,
  to_integrity TEXT,
  to_availability TEXT,
  state TEXT NOT NULL CHECK (state IN ('mapped', 'open', 'decided')),
  how TEXT NOT NULL CHECK (how IN ('mapping', 'single', 'bulk')),
  because TEXT NOT NULL,
  reason TEXT,
  answers TEXT CHECK (answers IS NULL OR json_valid(answers)),
  lowered INTEGER NOT NULL DEFAULT 0 CHECK (lowered IN (0, 1)),
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  asset_revision INTEGER NOT NULL,
  at TEXT,
  who TEXT,
  left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1)),
  PRIMARY KEY (move_id, asset_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_sheet (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL CHECK (json_valid(body)),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE label_sheet_use (
  sheet_id TEXT PRIMARY KEY,
  start INTEGER NOT NULL,
  skip TEXT NOT NULL CHECK (json_valid(skip))
) STRICT;

CREATE TABLE label_template (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE label_template_revision (
  template_id TEXT NOT NULL REFERENCES label_template (id),
  revision INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (template_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER label_template_revision_never_changes BEFORE UPDATE ON label_template_revision BEGIN SELECT RAISE(ABORT, 'label_template_revision is append-only'); END;
CREATE TRIGGER label_template_revision_never_goes BEFORE DELETE ON label_template_revision BEGIN SELECT RAISE(ABORT, 'label_template_revision is append-only'); END;

CREATE TABLE label_printer (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  tray TEXT NOT NULL,
  offset_x REAL NOT NULL,
  offset_y REAL NOT NULL,
  scale_x REAL NOT NULL,
  scale_y REAL NOT NULL,
  measured_at TEXT,
  UNIQUE (name, tray)
) STRICT;

-- More kinds of output, and labels of places and of erased media: both tables are made anew, old rows kept.
PRAGMA defer_foreign_keys = ON;
CREATE TEMP TABLE former_output AS SELECT * FROM output;
CREATE TEMP TABLE former_label_print AS SELECT * FROM label_print;
DROP TABLE label_print;
DROP TABLE output;
CREATE TABLE output (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('ledger', 'label', 'calibration', 'handling', 'move')),
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  about TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;
INSERT INTO output (id, kind, file_name, path, bytes, rows, about, at, who)
  SELECT id, kind, file_name, path, bytes, rows, about, at, who FROM former_output;
CREATE TABLE label_print (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  target TEXT NOT NULL CHECK (target IN ('asset', 'place', 'erased')),
  asset_id INTEGER REFERENCES asset (id),
  place_id TEXT,
  output_id TEXT NOT NULL REFERENCES output (id),
  sheet_id TEXT NOT NULL,
  template_id TEXT NOT NULL,
  template_revision INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  CHECK ((target = 'place') = (place_id IS NOT NULL) AND (target = 'place') = (asset_id IS NULL))
) STRICT;
INSERT INTO label_print (id, target, asset_id, output_id, sheet_id, template_id, template_revision, copies, version, at, who, content)
  SELECT id, 'asset', asset_id, output_id, sheet_id, 'L1', 0, 1, version, at, who, content FROM former_label_print;
DROP TABLE former_output;
DROP TABLE former_label_print;
CREATE INDEX label_print_asset ON label_print (asset_id, version);
CREATE INDEX label_print_place ON label_print (place_id, version) WHERE place_id IS NOT NULL;
CREATE TRIGGER label_print_never_changes BEFORE UPDATE ON label_print BEGIN SELECT RAISE(ABORT, 'label_print is append-only'); END;
CREATE TRIGGER label_print_never_goes BEFORE DELETE ON label_print BEGIN SELECT RAISE(ABORT, 'label_print is append-only'); END;

-- The list of duties that a level may carry and an asset may be freed from (domain.md §2.4, D15). A new register gets it at its set-up.
INSERT INTO master_item (id, list, label, code, aliases, sort, preset, attrs)
  SELECT 'duty.' || lower(d.code), 'duty', d.code || ' ' || d.text, d.code, '[]', d.sort, 1, json_object('code', d.code)
  FROM register, (
    SELECT 1 AS sort, 'H01' AS code, '支給以外の端末での作業の原則禁止' AS text
    UNION ALL SELECT 2, 'H02', '必要以上の複製及び配付禁止'
    UNION ALL SELECT 3, 'H03', '保管場所の制限、保管場所への必要以上の電磁的記録媒体等の持込み禁止'
    UNION ALL SELECT 4, 'H04', '情報の送信、情報資産の運搬・提供時における暗号化・パスワード設定や鍵付きケースへの格納'
    UNION ALL SELECT 5, 'H05', '復元不可能な処理を施しての廃棄'
    UNION ALL SELECT 6, 'H06', '信頼のできるネットワーク回線の選択'
    UNION ALL SELECT 7, 'H07', '外部で情報処理を行う際の安全管理措置の規定'
    UNION ALL SELECT 8, 'H08', '電磁的記録媒体の施錠可能な場所への保管'
    UNION ALL SELECT 9, 'H09', 'バックアップ、電子署名付与'
    UNION ALL SELECT 10, 'H10', 'バックアップ、指定する時間以内の復旧'
  ) AS d;
`;
