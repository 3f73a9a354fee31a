-- Generated from db/migrations (version 3) by test/support/dumpSchema.ts; never edited by hand.

CREATE TABLE register (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE master_item (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL,
  label TEXT NOT NULL,
  kana TEXT,
  code TEXT,
  parent_id TEXT REFERENCES master_item (id),
  aliases TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(aliases)),
  sort INTEGER NOT NULL DEFAULT 0,
  valid_from TEXT,
  valid_until TEXT,
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  preset INTEGER NOT NULL DEFAULT 0 CHECK (preset IN (0, 1)),
  attrs TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attrs))
) STRICT;

CREATE UNIQUE INDEX master_item_label ON master_item (list, label);

CREATE TABLE scheme (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL CHECK (json_valid(body))
, revision INTEGER NOT NULL DEFAULT 1, removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))) STRICT;

CREATE TABLE asset_number (
  number TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE number_counter (
  prefix TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_hardware (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "hardware_type" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "serial_number" TEXT,
  "computer_name" TEXT,
  "os" TEXT,
  "cpu" TEXT,
  "memory" TEXT,
  "storage_type" TEXT,
  "storage_capacity" TEXT,
  "storage_serial" TEXT,
  "ip_address" TEXT,
  "mac_address" TEXT,
  "encryption" TEXT,
  "antivirus" TEXT,
  "antivirus_update" TEXT,
  "usb_control" TEXT,
  "user" TEXT,
  "purpose" TEXT,
  "acquisition_type" TEXT,
  "acquired_on" TEXT CHECK ("acquired_on" IS NULL OR "acquired_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "acquisition_price" INTEGER,
  "asset_tag" TEXT,
  "lease_until" TEXT CHECK ("lease_until" IS NULL OR "lease_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "warranty_until" TEXT CHECK ("warranty_until" IS NULL OR "warranty_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "maintenance_until" TEXT CHECK ("maintenance_until" IS NULL OR "maintenance_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "vendor" TEXT,
  "renewal_fiscal_year" INTEGER,
  "theft_prevention" TEXT,
  "disposed_on" TEXT CHECK ("disposed_on" IS NULL OR "disposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE asset_network (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "network_type" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "serial_number" TEXT,
  "carrier" TEXT,
  "line_id" TEXT,
  "purpose" TEXT,
  "connects_to" TEXT,
  "controlled_area" TEXT,
  "ip_address" TEXT,
  "firmware" TEXT,
  "system_manager_post" TEXT,
  "power_source" TEXT,
  "ups_backed" TEXT,
  "seismic_fix" TEXT,
  "flood_risk" TEXT,
  "inspection_cycle" TEXT,
  "inspected_on" TEXT CHECK ("inspected_on" IS NULL OR "inspected_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "vendor" TEXT,
  "vendor_contact" TEXT,
  "contract_from" TEXT CHECK ("contract_from" IS NULL OR "contract_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "contract_until" TEXT CHECK ("contract_until" IS NULL OR "contract_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "annual_cost" INTEGER,
  "acquisition_type" TEXT,
  "acquired_on" TEXT CHECK ("acquired_on" IS NULL OR "acquired_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "asset_tag" TEXT,
  "lease_until" TEXT CHECK ("lease_until" IS NULL OR "lease_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "disposed_on" TEXT CHECK ("disposed_on" IS NULL OR "disposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE asset_system (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "abbreviation" TEXT,
  "system_type" TEXT,
  "system_manager_post" TEXT,
  "system_operator" TEXT,
  "configuration" TEXT,
  "os" TEXT,
  "database" TEXT,
  "main_software" TEXT,
  "lines" TEXT,
  "external_connection" TEXT,
  "user_count" INTEGER,
  "terminal_count" INTEGER,
  "authentication" TEXT,
  "multi_factor" TEXT,
  "logging" TEXT,
  "log_retention" TEXT,
  "backup" TEXT,
  "backup_method" TEXT,
  "backup_generations" INTEGER,
  "backup_place" TEXT,
  "recovery_target" TEXT,
  "fallback" TEXT,
  "started_on" TEXT CHECK ("started_on" IS NULL OR "started_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "renewal_fiscal_year" INTEGER,
  "vendor" TEXT,
  "vendor_contact" TEXT,
  "contract_from" TEXT CHECK ("contract_from" IS NULL OR "contract_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "contract_until" TEXT CHECK ("contract_until" IS NULL OR "contract_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "annual_cost" INTEGER,
  "seismic_fix" TEXT,
  "flood_risk" TEXT,
  "ups_backed" TEXT,
  "reinstall_ease" TEXT
) STRICT;

CREATE TABLE asset_medium (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "medium_type" TEXT,
  "medium_number" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "serial_number" TEXT,
  "capacity" TEXT,
  "encryption" TEXT,
  "purpose" TEXT,
  "cabinet" TEXT,
  "key_holder" TEXT,
  "locked" TEXT,
  "fireproof" TEXT,
  "write_protected" TEXT,
  "long_term_area" TEXT,
  "lent_to" TEXT,
  "lent_on" TEXT CHECK ("lent_on" IS NULL OR "lent_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "lent_until" TEXT CHECK ("lent_until" IS NULL OR "lent_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "returned_on" TEXT CHECK ("returned_on" IS NULL OR "returned_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "borrower" TEXT,
  "located_on" TEXT CHECK ("located_on" IS NULL OR "located_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "virus_checked_on" TEXT CHECK ("virus_checked_on" IS NULL OR "virus_checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "acquired_on" TEXT CHECK ("acquired_on" IS NULL OR "acquired_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "acquisition_price" INTEGER,
  "asset_tag" TEXT,
  "disposed_on" TEXT CHECK ("disposed_on" IS NULL OR "disposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE asset_software (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "product_name" TEXT,
  "version" TEXT,
  "publisher" TEXT,
  "license_type" TEXT,
  "license_count" INTEGER,
  "certificate_place" TEXT,
  "support_until" TEXT CHECK ("support_until" IS NULL OR "support_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "vendor" TEXT,
  "vendor_contact" TEXT,
  "contract_from" TEXT CHECK ("contract_from" IS NULL OR "contract_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "contract_until" TEXT CHECK ("contract_until" IS NULL OR "contract_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "annual_cost" INTEGER,
  "acquired_on" TEXT CHECK ("acquired_on" IS NULL OR "acquired_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "install_permit_number" TEXT,
  "install_permitted_on" TEXT CHECK ("install_permitted_on" IS NULL OR "install_permitted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "update_method" TEXT
) STRICT;

CREATE TABLE asset_information (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "form" TEXT,
  "originality" TEXT,
  "obtained_by" TEXT,
  "received_from" TEXT,
  "received_class" TEXT,
  "purpose_of_use" TEXT,
  "record_items" TEXT,
  "record_scope" TEXT,
  "regular_recipients" TEXT,
  "personal_file" TEXT,
  "legal_basis" TEXT,
  "filing_large" TEXT,
  "filing_middle" TEXT,
  "filing_small" TEXT,
  "created_fiscal_year" INTEGER,
  "retention_from" TEXT CHECK ("retention_from" IS NULL OR "retention_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "retention_until" TEXT CHECK ("retention_until" IS NULL OR "retention_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "retention_action" TEXT,
  "backup" TEXT,
  "backup_frequency" TEXT,
  "backup_place" TEXT,
  "encryption" TEXT,
  "marking_method" TEXT
) STRICT;

CREATE TABLE asset_document (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "document_type" TEXT,
  "version" TEXT,
  "target_system" TEXT,
  "form" TEXT,
  "original_place" TEXT,
  "copies" INTEGER,
  "distribution" TEXT,
  "author" TEXT,
  "created_on" TEXT CHECK ("created_on" IS NULL OR "created_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "revised_on" TEXT CHECK ("revised_on" IS NULL OR "revised_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "copy_permission" TEXT,
  "retention_from" TEXT CHECK ("retention_from" IS NULL OR "retention_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "retention_until" TEXT CHECK ("retention_until" IS NULL OR "retention_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "disposal_condition" TEXT
) STRICT;

CREATE TABLE asset_service (
  asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
  "vendor" TEXT,
  "service_name" TEXT,
  "service_type" TEXT,
  "contract_number" TEXT,
  "contract_from" TEXT CHECK ("contract_from" IS NULL OR "contract_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "contract_until" TEXT CHECK ("contract_until" IS NULL OR "contract_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "annual_cost" INTEGER,
  "security_clause" TEXT,
  "security_clause_text" TEXT,
  "subcontract" TEXT,
  "subcontract_approved_on" TEXT CHECK ("subcontract_approved_on" IS NULL OR "subcontract_approved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "work_place" TEXT,
  "handover_method" TEXT,
  "performance_checked_on" TEXT CHECK ("performance_checked_on" IS NULL OR "performance_checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "performance_result" TEXT,
  "return_clause" TEXT,
  "erasure_certificate_on" TEXT CHECK ("erasure_certificate_on" IS NULL OR "erasure_certificate_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "vendor_contact" TEXT,
  "sns_post" TEXT,
  "data_place" TEXT
) STRICT;

CREATE TABLE asset_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  from_id INTEGER NOT NULL REFERENCES asset (id),
  to_id INTEGER NOT NULL REFERENCES asset (id),
  UNIQUE (type, from_id, to_id),
  CHECK (from_id <> to_id)
) STRICT;

CREATE INDEX asset_link_from ON asset_link (from_id);

CREATE INDEX asset_link_to ON asset_link (to_id);

CREATE TABLE unresolved_link (
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  number TEXT NOT NULL,
  UNIQUE (asset_id, number)
) STRICT;

CREATE INDEX unresolved_link_number ON unresolved_link (number);

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  post TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT,
  undoes INTEGER REFERENCES change (id)
, day TEXT NOT NULL DEFAULT '', account_id TEXT) STRICT;

CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE classification (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  change_id INTEGER NOT NULL REFERENCES change (id),
  scheme_id TEXT NOT NULL REFERENCES scheme (id),
  confidentiality TEXT,
  integrity TEXT,
  availability TEXT,
  reason TEXT
, scheme_revision INTEGER NOT NULL DEFAULT 1, answers TEXT CHECK (answers IS NULL OR json_valid(answers)), approved_by TEXT, approved_post TEXT) STRICT;

CREATE INDEX classification_asset ON classification (asset_id, id);

CREATE TRIGGER change_never_goes BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;

CREATE TRIGGER classification_never_changes BEFORE UPDATE ON classification BEGIN SELECT RAISE(ABORT, 'classification is append-only'); END;

CREATE TRIGGER classification_never_goes BEFORE DELETE ON classification BEGIN SELECT RAISE(ABORT, 'classification is append-only'); END;

CREATE TABLE scheme_revision (
  scheme_id TEXT NOT NULL REFERENCES scheme (id),
  revision INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (scheme_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER scheme_revision_never_changes BEFORE UPDATE ON scheme_revision BEGIN SELECT RAISE(ABORT, 'scheme_revision is append-only'); END;

CREATE TRIGGER scheme_revision_never_goes BEFORE DELETE ON scheme_revision BEGIN SELECT RAISE(ABORT, 'scheme_revision is append-only'); END;

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
, account_id TEXT) STRICT;

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

CREATE INDEX label_print_asset ON label_print (asset_id, version);

CREATE INDEX label_print_place ON label_print (place_id, version) WHERE place_id IS NOT NULL;

CREATE TRIGGER label_print_never_changes BEFORE UPDATE ON label_print BEGIN SELECT RAISE(ABORT, 'label_print is append-only'); END;

CREATE TRIGGER label_print_never_goes BEFORE DELETE ON label_print BEGIN SELECT RAISE(ABORT, 'label_print is append-only'); END;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL REFERENCES change (id),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  field TEXT,
  before TEXT,
  after TEXT,
  before_words TEXT,
  after_words TEXT,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TABLE "output" (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  about TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  seq INTEGER,
  hash TEXT
) STRICT;

CREATE TABLE seal (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  fiscal_year INTEGER,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  assets INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  output_id TEXT REFERENCES output (id)
) STRICT;

CREATE TRIGGER seal_never_changes BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

CREATE TRIGGER seal_never_goes BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  password TEXT NOT NULL CHECK (json_valid(password)),
  failures INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  temporary INTEGER NOT NULL DEFAULT 0 CHECK (temporary IN (0, 1)),
  UNIQUE (name, post)
) STRICT;

CREATE TABLE account_recovery (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  verifier TEXT NOT NULL CHECK (json_valid(verifier)),
  failures INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE INDEX attachment_asset ON attachment (asset_id);

CREATE TABLE own_field (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('text', 'longText', 'integer', 'date')),
  kinds TEXT NOT NULL CHECK (json_valid(kinds)),
  help TEXT NOT NULL,
  sort INTEGER NOT NULL,
  in_grid INTEGER NOT NULL CHECK (in_grid IN (0, 1)),
  archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE unrecorded_row (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;

CREATE TABLE "asset" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('hardware', 'network', 'system', 'medium', 'software', 'information', 'document', 'service')),
  revision INTEGER NOT NULL DEFAULT 1,
  binned INTEGER NOT NULL DEFAULT 0 CHECK (binned IN (0, 1)),
  scheme_id TEXT NOT NULL REFERENCES scheme (id),
  missing_count INTEGER NOT NULL,
  "number" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "kana" TEXT,
  "business_category" TEXT,
  "summary" TEXT,
  "body" TEXT REFERENCES master_item (id),
  "group" TEXT REFERENCES master_item (id),
  "responsible_post" TEXT REFERENCES master_item (id),
  "handler_person" TEXT REFERENCES master_item (id),
  "user_scope" TEXT,
  "zone" TEXT REFERENCES master_item (id),
  "place" TEXT REFERENCES master_item (id),
  "storage_media" TEXT,
  "confidentiality" TEXT,
  "integrity" TEXT,
  "availability" TEXT,
  "importance" TEXT,
  "importance_reason" TEXT,
  "classification_reason" TEXT,
  "handling_marks" TEXT CHECK ("handling_marks" IS NULL OR json_valid("handling_marks")),
  "personal_data" TEXT CHECK ("personal_data" IS NULL OR json_valid("personal_data")),
  "subject_count" INTEGER,
  "subject_band" TEXT,
  "state" TEXT REFERENCES master_item (id),
  "retention" TEXT REFERENCES master_item (id),
  "registered_on" TEXT CHECK ("registered_on" IS NULL OR "registered_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "updated_on" TEXT CHECK ("updated_on" IS NULL OR "updated_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "updated_by" TEXT,
  "stocktaken_on" TEXT CHECK ("stocktaken_on" IS NULL OR "stocktaken_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "stocktake_result" TEXT,
  "next_review_on" TEXT CHECK ("next_review_on" IS NULL OR "next_review_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "threat_likelihood" TEXT,
  "vulnerability" TEXT,
  "former_number" TEXT,
  "note" TEXT,
  "imported_notes" TEXT,
  kana_key TEXT NOT NULL,
  search_text TEXT NOT NULL
, "duties_waived" TEXT CHECK ("duties_waived" IS NULL OR json_valid("duties_waived")), "duties_waived_reason" TEXT, "own01" ANY, "own02" ANY, "own03" ANY, "own04" ANY, "own05" ANY, "own06" ANY, "own07" ANY, "own08" ANY, "own09" ANY, "own10" ANY, "own11" ANY, "own12" ANY, "own13" ANY, "own14" ANY, "own15" ANY, "own16" ANY, "own17" ANY, "own18" ANY, "own19" ANY, "own20" ANY, "own21" ANY, "own22" ANY, "own23" ANY, "own24" ANY, "own25" ANY, "own26" ANY, "own27" ANY, "own28" ANY, "own29" ANY, "own30" ANY) STRICT;

CREATE INDEX asset_first ON asset (kind, binned, missing_count, confidentiality);

CREATE TRIGGER register_row_added AFTER INSERT ON register BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('register', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'uuid', NEW."uuid", 'created_at', NEW."created_at")); END;

CREATE TRIGGER register_row_changed AFTER UPDATE ON register BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('register', cast(OLD."id" as text), json_object('id', OLD."id", 'uuid', OLD."uuid", 'created_at', OLD."created_at"), json_object('id', NEW."id", 'uuid', NEW."uuid", 'created_at', NEW."created_at")); END;

CREATE TRIGGER register_row_gone AFTER DELETE ON register BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('register', cast(OLD."id" as text), json_object('id', OLD."id", 'uuid', OLD."uuid", 'created_at', OLD."created_at"), NULL); END;

CREATE TRIGGER setting_row_added AFTER INSERT ON setting BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('setting', cast(NEW."key" as text), NULL, json_object('key', NEW."key", 'value', NEW."value")); END;

CREATE TRIGGER setting_row_changed AFTER UPDATE ON setting BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('setting', cast(OLD."key" as text), json_object('key', OLD."key", 'value', OLD."value"), json_object('key', NEW."key", 'value', NEW."value")); END;

CREATE TRIGGER setting_row_gone AFTER DELETE ON setting BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('setting', cast(OLD."key" as text), json_object('key', OLD."key", 'value', OLD."value"), NULL); END;

CREATE TRIGGER master_item_row_added AFTER INSERT ON master_item BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('master_item', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'list', NEW."list", 'label', NEW."label", 'kana', NEW."kana", 'code', NEW."code", 'parent_id', NEW."parent_id", 'aliases', NEW."aliases", 'sort', NEW."sort", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'hidden', NEW."hidden", 'preset', NEW."preset", 'attrs', NEW."attrs")); END;

CREATE TRIGGER master_item_row_changed AFTER UPDATE ON master_item BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('master_item', cast(OLD."id" as text), json_object('id', OLD."id", 'list', OLD."list", 'label', OLD."label", 'kana', OLD."kana", 'code', OLD."code", 'parent_id', OLD."parent_id", 'aliases', OLD."aliases", 'sort', OLD."sort", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'hidden', OLD."hidden", 'preset', OLD."preset", 'attrs', OLD."attrs"), json_object('id', NEW."id", 'list', NEW."list", 'label', NEW."label", 'kana', NEW."kana", 'code', NEW."code", 'parent_id', NEW."parent_id", 'aliases', NEW."aliases", 'sort', NEW."sort", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'hidden', NEW."hidden", 'preset', NEW."preset", 'attrs', NEW."attrs")); END;

CREATE TRIGGER master_item_row_gone AFTER DELETE ON master_item BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('master_item', cast(OLD."id" as text), json_object('id', OLD."id", 'list', OLD."list", 'label', OLD."label", 'kana', OLD."kana", 'code', OLD."code", 'parent_id', OLD."parent_id", 'aliases', OLD."aliases", 'sort', OLD."sort", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'hidden', OLD."hidden", 'preset', OLD."preset", 'attrs', OLD."attrs"), NULL); END;

CREATE TRIGGER own_field_row_added AFTER INSERT ON own_field BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('own_field', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'label', NEW."label", 'type', NEW."type", 'kinds', NEW."kinds", 'help', NEW."help", 'sort', NEW."sort", 'in_grid', NEW."in_grid", 'archived', NEW."archived")); END;

CREATE TRIGGER own_field_row_changed AFTER UPDATE ON own_field BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('own_field', cast(OLD."id" as text), json_object('id', OLD."id", 'label', OLD."label", 'type', OLD."type", 'kinds', OLD."kinds", 'help', OLD."help", 'sort', OLD."sort", 'in_grid', OLD."in_grid", 'archived', OLD."archived"), json_object('id', NEW."id", 'label', NEW."label", 'type', NEW."type", 'kinds', NEW."kinds", 'help', NEW."help", 'sort', NEW."sort", 'in_grid', NEW."in_grid", 'archived', NEW."archived")); END;

CREATE TRIGGER own_field_row_gone AFTER DELETE ON own_field BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('own_field', cast(OLD."id" as text), json_object('id', OLD."id", 'label', OLD."label", 'type', OLD."type", 'kinds', OLD."kinds", 'help', OLD."help", 'sort', OLD."sort", 'in_grid', OLD."in_grid", 'archived', OLD."archived"), NULL); END;

CREATE TRIGGER scheme_row_added AFTER INSERT ON scheme BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'body', NEW."body", 'revision', NEW."revision", 'removed', NEW."removed")); END;

CREATE TRIGGER scheme_row_changed AFTER UPDATE ON scheme BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme', cast(OLD."id" as text), json_object('id', OLD."id", 'body', OLD."body", 'revision', OLD."revision", 'removed', OLD."removed"), json_object('id', NEW."id", 'body', NEW."body", 'revision', NEW."revision", 'removed', NEW."removed")); END;

CREATE TRIGGER scheme_row_gone AFTER DELETE ON scheme BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme', cast(OLD."id" as text), json_object('id', OLD."id", 'body', OLD."body", 'revision', OLD."revision", 'removed', OLD."removed"), NULL); END;

CREATE TRIGGER scheme_revision_row_added AFTER INSERT ON scheme_revision BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_revision', json_array(NEW."scheme_id", NEW."revision"), NULL, json_object('scheme_id', NEW."scheme_id", 'revision', NEW."revision", 'body', NEW."body", 'at', NEW."at", 'who', NEW."who", 'reason', NEW."reason")); END;

CREATE TRIGGER scheme_revision_row_changed AFTER UPDATE ON scheme_revision BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_revision', json_array(OLD."scheme_id", OLD."revision"), json_object('scheme_id', OLD."scheme_id", 'revision', OLD."revision", 'body', OLD."body", 'at', OLD."at", 'who', OLD."who", 'reason', OLD."reason"), json_object('scheme_id', NEW."scheme_id", 'revision', NEW."revision", 'body', NEW."body", 'at', NEW."at", 'who', NEW."who", 'reason', NEW."reason")); END;

CREATE TRIGGER scheme_revision_row_gone AFTER DELETE ON scheme_revision BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_revision', json_array(OLD."scheme_id", OLD."revision"), json_object('scheme_id', OLD."scheme_id", 'revision', OLD."revision", 'body', OLD."body", 'at', OLD."at", 'who', OLD."who", 'reason', OLD."reason"), NULL); END;

CREATE TRIGGER number_counter_row_added AFTER INSERT ON number_counter BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('number_counter', cast(NEW."prefix" as text), NULL, json_object('prefix', NEW."prefix", 'last', NEW."last")); END;

CREATE TRIGGER number_counter_row_changed AFTER UPDATE ON number_counter BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('number_counter', cast(OLD."prefix" as text), json_object('prefix', OLD."prefix", 'last', OLD."last"), json_object('prefix', NEW."prefix", 'last', NEW."last")); END;

CREATE TRIGGER number_counter_row_gone AFTER DELETE ON number_counter BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('number_counter', cast(OLD."prefix" as text), json_object('prefix', OLD."prefix", 'last', OLD."last"), NULL); END;

CREATE TRIGGER classification_row_added AFTER INSERT ON classification BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('classification', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'change_id', NEW."change_id", 'scheme_id', NEW."scheme_id", 'confidentiality', NEW."confidentiality", 'integrity', NEW."integrity", 'availability', NEW."availability", 'reason', NEW."reason", 'scheme_revision', NEW."scheme_revision", 'answers', NEW."answers", 'approved_by', NEW."approved_by", 'approved_post', NEW."approved_post")); END;

CREATE TRIGGER classification_row_changed AFTER UPDATE ON classification BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('classification', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'change_id', OLD."change_id", 'scheme_id', OLD."scheme_id", 'confidentiality', OLD."confidentiality", 'integrity', OLD."integrity", 'availability', OLD."availability", 'reason', OLD."reason", 'scheme_revision', OLD."scheme_revision", 'answers', OLD."answers", 'approved_by', OLD."approved_by", 'approved_post', OLD."approved_post"), json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'change_id', NEW."change_id", 'scheme_id', NEW."scheme_id", 'confidentiality', NEW."confidentiality", 'integrity', NEW."integrity", 'availability', NEW."availability", 'reason', NEW."reason", 'scheme_revision', NEW."scheme_revision", 'answers', NEW."answers", 'approved_by', NEW."approved_by", 'approved_post', NEW."approved_post")); END;

CREATE TRIGGER classification_row_gone AFTER DELETE ON classification BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('classification', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'change_id', OLD."change_id", 'scheme_id', OLD."scheme_id", 'confidentiality', OLD."confidentiality", 'integrity', OLD."integrity", 'availability', OLD."availability", 'reason', OLD."reason", 'scheme_revision', OLD."scheme_revision", 'answers', OLD."answers", 'approved_by', OLD."approved_by", 'approved_post', OLD."approved_post"), NULL); END;

CREATE TRIGGER class_proposal_row_added AFTER INSERT ON class_proposal BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('class_proposal', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'scheme_id', NEW."scheme_id", 'confidentiality', NEW."confidentiality", 'integrity', NEW."integrity", 'availability', NEW."availability", 'reason', NEW."reason", 'answers', NEW."answers", 'at', NEW."at", 'who', NEW."who", 'post', NEW."post", 'state', NEW."state", 'decided_at', NEW."decided_at", 'decided_by', NEW."decided_by", 'decided_post', NEW."decided_post", 'decided_reason', NEW."decided_reason", 'account_id', NEW."account_id")); END;

CREATE TRIGGER class_proposal_row_changed AFTER UPDATE ON class_proposal BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('class_proposal', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'scheme_id', OLD."scheme_id", 'confidentiality', OLD."confidentiality", 'integrity', OLD."integrity", 'availability', OLD."availability", 'reason', OLD."reason", 'answers', OLD."answers", 'at', OLD."at", 'who', OLD."who", 'post', OLD."post", 'state', OLD."state", 'decided_at', OLD."decided_at", 'decided_by', OLD."decided_by", 'decided_post', OLD."decided_post", 'decided_reason', OLD."decided_reason", 'account_id', OLD."account_id"), json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'scheme_id', NEW."scheme_id", 'confidentiality', NEW."confidentiality", 'integrity', NEW."integrity", 'availability', NEW."availability", 'reason', NEW."reason", 'answers', NEW."answers", 'at', NEW."at", 'who', NEW."who", 'post', NEW."post", 'state', NEW."state", 'decided_at', NEW."decided_at", 'decided_by', NEW."decided_by", 'decided_post', NEW."decided_post", 'decided_reason', NEW."decided_reason", 'account_id', NEW."account_id")); END;

CREATE TRIGGER class_proposal_row_gone AFTER DELETE ON class_proposal BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('class_proposal', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'scheme_id', OLD."scheme_id", 'confidentiality', OLD."confidentiality", 'integrity', OLD."integrity", 'availability', OLD."availability", 'reason', OLD."reason", 'answers', OLD."answers", 'at', OLD."at", 'who', OLD."who", 'post', OLD."post", 'state', OLD."state", 'decided_at', OLD."decided_at", 'decided_by', OLD."decided_by", 'decided_post', OLD."decided_post", 'decided_reason', OLD."decided_reason", 'account_id', OLD."account_id"), NULL); END;

CREATE TRIGGER review_task_row_added AFTER INSERT ON review_task BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('review_task', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'change_id', NEW."change_id", 'cause', NEW."cause", 'at', NEW."at", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'done_reason', NEW."done_reason")); END;

CREATE TRIGGER review_task_row_changed AFTER UPDATE ON review_task BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('review_task', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'change_id', OLD."change_id", 'cause', OLD."cause", 'at', OLD."at", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'done_reason', OLD."done_reason"), json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'change_id', NEW."change_id", 'cause', NEW."cause", 'at', NEW."at", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'done_reason', NEW."done_reason")); END;

CREATE TRIGGER review_task_row_gone AFTER DELETE ON review_task BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('review_task', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'change_id', OLD."change_id", 'cause', OLD."cause", 'at', OLD."at", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'done_reason', OLD."done_reason"), NULL); END;

CREATE TRIGGER finding_acceptance_row_added AFTER INSERT ON finding_acceptance BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('finding_acceptance', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'rule_id', NEW."rule_id", 'finding_key', NEW."finding_key", 'message', NEW."message", 'reason', NEW."reason", 'until', NEW."until", 'at', NEW."at", 'who', NEW."who", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by")); END;

CREATE TRIGGER finding_acceptance_row_changed AFTER UPDATE ON finding_acceptance BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('finding_acceptance', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'rule_id', OLD."rule_id", 'finding_key', OLD."finding_key", 'message', OLD."message", 'reason', OLD."reason", 'until', OLD."until", 'at', OLD."at", 'who', OLD."who", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by"), json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'rule_id', NEW."rule_id", 'finding_key', NEW."finding_key", 'message', NEW."message", 'reason', NEW."reason", 'until', NEW."until", 'at', NEW."at", 'who', NEW."who", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by")); END;

CREATE TRIGGER finding_acceptance_row_gone AFTER DELETE ON finding_acceptance BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('finding_acceptance', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'rule_id', OLD."rule_id", 'finding_key', OLD."finding_key", 'message', OLD."message", 'reason', OLD."reason", 'until', OLD."until", 'at', OLD."at", 'who', OLD."who", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by"), NULL); END;

CREATE TRIGGER scheme_move_row_added AFTER INSERT ON scheme_move BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_move', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'from_scheme', NEW."from_scheme", 'to_scheme', NEW."to_scheme", 'from_revision', NEW."from_revision", 'to_revision', NEW."to_revision", 'mapping', NEW."mapping", 'state', NEW."state", 'at', NEW."at", 'who', NEW."who", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by", 'approved_by', NEW."approved_by", 'approved_post', NEW."approved_post", 'reason', NEW."reason", 'change_id', NEW."change_id")); END;

CREATE TRIGGER scheme_move_row_changed AFTER UPDATE ON scheme_move BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_move', cast(OLD."id" as text), json_object('id', OLD."id", 'from_scheme', OLD."from_scheme", 'to_scheme', OLD."to_scheme", 'from_revision', OLD."from_revision", 'to_revision', OLD."to_revision", 'mapping', OLD."mapping", 'state', OLD."state", 'at', OLD."at", 'who', OLD."who", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by", 'approved_by', OLD."approved_by", 'approved_post', OLD."approved_post", 'reason', OLD."reason", 'change_id', OLD."change_id"), json_object('id', NEW."id", 'from_scheme', NEW."from_scheme", 'to_scheme', NEW."to_scheme", 'from_revision', NEW."from_revision", 'to_revision', NEW."to_revision", 'mapping', NEW."mapping", 'state', NEW."state", 'at', NEW."at", 'who', NEW."who", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by", 'approved_by', NEW."approved_by", 'approved_post', NEW."approved_post", 'reason', NEW."reason", 'change_id', NEW."change_id")); END;

CREATE TRIGGER scheme_move_row_gone AFTER DELETE ON scheme_move BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_move', cast(OLD."id" as text), json_object('id', OLD."id", 'from_scheme', OLD."from_scheme", 'to_scheme', OLD."to_scheme", 'from_revision', OLD."from_revision", 'to_revision', OLD."to_revision", 'mapping', OLD."mapping", 'state', OLD."state", 'at', OLD."at", 'who', OLD."who", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by", 'approved_by', OLD."approved_by", 'approved_post', OLD."approved_post", 'reason', OLD."reason", 'change_id', OLD."change_id"), NULL); END;

CREATE TRIGGER scheme_move_item_row_added AFTER INSERT ON scheme_move_item BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_move_item', json_array(NEW."move_id", NEW."asset_id"), NULL, json_object('move_id', NEW."move_id", 'asset_id', NEW."asset_id", 'confidentiality', NEW."confidentiality", 'integrity', NEW."integrity", 'availability', NEW."availability", 'to_confidentiality', NEW."to_confidentiality", 'to_integrity', NEW."to_integrity", 'to_availability', NEW."to_availability", 'state', NEW."state", 'how', NEW."how", 'because', NEW."because", 'reason', NEW."reason", 'answers', NEW."answers", 'lowered', NEW."lowered", 'facts', NEW."facts", 'asset_revision', NEW."asset_revision", 'at', NEW."at", 'who', NEW."who", 'left_out', NEW."left_out")); END;

CREATE TRIGGER scheme_move_item_row_changed AFTER UPDATE ON scheme_move_item BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_move_item', json_array(OLD."move_id", OLD."asset_id"), json_object('move_id', OLD."move_id", 'asset_id', OLD."asset_id", 'confidentiality', OLD."confidentiality", 'integrity', OLD."integrity", 'availability', OLD."availability", 'to_confidentiality', OLD."to_confidentiality", 'to_integrity', OLD."to_integrity", 'to_availability', OLD."to_availability", 'state', OLD."state", 'how', OLD."how", 'because', OLD."because", 'reason', OLD."reason", 'answers', OLD."answers", 'lowered', OLD."lowered", 'facts', OLD."facts", 'asset_revision', OLD."asset_revision", 'at', OLD."at", 'who', OLD."who", 'left_out', OLD."left_out"), json_object('move_id', NEW."move_id", 'asset_id', NEW."asset_id", 'confidentiality', NEW."confidentiality", 'integrity', NEW."integrity", 'availability', NEW."availability", 'to_confidentiality', NEW."to_confidentiality", 'to_integrity', NEW."to_integrity", 'to_availability', NEW."to_availability", 'state', NEW."state", 'how', NEW."how", 'because', NEW."because", 'reason', NEW."reason", 'answers', NEW."answers", 'lowered', NEW."lowered", 'facts', NEW."facts", 'asset_revision', NEW."asset_revision", 'at', NEW."at", 'who', NEW."who", 'left_out', NEW."left_out")); END;

CREATE TRIGGER scheme_move_item_row_gone AFTER DELETE ON scheme_move_item BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('scheme_move_item', json_array(OLD."move_id", OLD."asset_id"), json_object('move_id', OLD."move_id", 'asset_id', OLD."asset_id", 'confidentiality', OLD."confidentiality", 'integrity', OLD."integrity", 'availability', OLD."availability", 'to_confidentiality', OLD."to_confidentiality", 'to_integrity', OLD."to_integrity", 'to_availability', OLD."to_availability", 'state', OLD."state", 'how', OLD."how", 'because', OLD."because", 'reason', OLD."reason", 'answers', OLD."answers", 'lowered', OLD."lowered", 'facts', OLD."facts", 'asset_revision', OLD."asset_revision", 'at', OLD."at", 'who', OLD."who", 'left_out', OLD."left_out"), NULL); END;

CREATE TRIGGER label_sheet_row_added AFTER INSERT ON label_sheet BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_sheet', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'body', NEW."body", 'removed', NEW."removed")); END;

CREATE TRIGGER label_sheet_row_changed AFTER UPDATE ON label_sheet BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_sheet', cast(OLD."id" as text), json_object('id', OLD."id", 'body', OLD."body", 'removed', OLD."removed"), json_object('id', NEW."id", 'body', NEW."body", 'removed', NEW."removed")); END;

CREATE TRIGGER label_sheet_row_gone AFTER DELETE ON label_sheet BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_sheet', cast(OLD."id" as text), json_object('id', OLD."id", 'body', OLD."body", 'removed', OLD."removed"), NULL); END;

CREATE TRIGGER label_sheet_use_row_added AFTER INSERT ON label_sheet_use BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_sheet_use', cast(NEW."sheet_id" as text), NULL, json_object('sheet_id', NEW."sheet_id", 'start', NEW."start", 'skip', NEW."skip")); END;

CREATE TRIGGER label_sheet_use_row_changed AFTER UPDATE ON label_sheet_use BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_sheet_use', cast(OLD."sheet_id" as text), json_object('sheet_id', OLD."sheet_id", 'start', OLD."start", 'skip', OLD."skip"), json_object('sheet_id', NEW."sheet_id", 'start', NEW."start", 'skip', NEW."skip")); END;

CREATE TRIGGER label_sheet_use_row_gone AFTER DELETE ON label_sheet_use BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_sheet_use', cast(OLD."sheet_id" as text), json_object('sheet_id', OLD."sheet_id", 'start', OLD."start", 'skip', OLD."skip"), NULL); END;

CREATE TRIGGER label_template_row_added AFTER INSERT ON label_template BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_template', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'revision', NEW."revision", 'removed', NEW."removed")); END;

CREATE TRIGGER label_template_row_changed AFTER UPDATE ON label_template BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_template', cast(OLD."id" as text), json_object('id', OLD."id", 'revision', OLD."revision", 'removed', OLD."removed"), json_object('id', NEW."id", 'revision', NEW."revision", 'removed', NEW."removed")); END;

CREATE TRIGGER label_template_row_gone AFTER DELETE ON label_template BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_template', cast(OLD."id" as text), json_object('id', OLD."id", 'revision', OLD."revision", 'removed', OLD."removed"), NULL); END;

CREATE TRIGGER label_template_revision_row_added AFTER INSERT ON label_template_revision BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_template_revision', json_array(NEW."template_id", NEW."revision"), NULL, json_object('template_id', NEW."template_id", 'revision', NEW."revision", 'body', NEW."body", 'at', NEW."at", 'who', NEW."who")); END;

CREATE TRIGGER label_template_revision_row_changed AFTER UPDATE ON label_template_revision BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_template_revision', json_array(OLD."template_id", OLD."revision"), json_object('template_id', OLD."template_id", 'revision', OLD."revision", 'body', OLD."body", 'at', OLD."at", 'who', OLD."who"), json_object('template_id', NEW."template_id", 'revision', NEW."revision", 'body', NEW."body", 'at', NEW."at", 'who', NEW."who")); END;

CREATE TRIGGER label_template_revision_row_gone AFTER DELETE ON label_template_revision BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_template_revision', json_array(OLD."template_id", OLD."revision"), json_object('template_id', OLD."template_id", 'revision', OLD."revision", 'body', OLD."body", 'at', OLD."at", 'who', OLD."who"), NULL); END;

CREATE TRIGGER label_printer_row_added AFTER INSERT ON label_printer BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_printer', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'name', NEW."name", 'tray', NEW."tray", 'offset_x', NEW."offset_x", 'offset_y', NEW."offset_y", 'scale_x', NEW."scale_x", 'scale_y', NEW."scale_y", 'measured_at', NEW."measured_at")); END;

CREATE TRIGGER label_printer_row_changed AFTER UPDATE ON label_printer BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_printer', cast(OLD."id" as text), json_object('id', OLD."id", 'name', OLD."name", 'tray', OLD."tray", 'offset_x', OLD."offset_x", 'offset_y', OLD."offset_y", 'scale_x', OLD."scale_x", 'scale_y', OLD."scale_y", 'measured_at', OLD."measured_at"), json_object('id', NEW."id", 'name', NEW."name", 'tray', NEW."tray", 'offset_x', NEW."offset_x", 'offset_y', NEW."offset_y", 'scale_x', NEW."scale_x", 'scale_y', NEW."scale_y", 'measured_at', NEW."measured_at")); END;

CREATE TRIGGER label_printer_row_gone AFTER DELETE ON label_printer BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_printer', cast(OLD."id" as text), json_object('id', OLD."id", 'name', OLD."name", 'tray', OLD."tray", 'offset_x', OLD."offset_x", 'offset_y', OLD."offset_y", 'scale_x', OLD."scale_x", 'scale_y', OLD."scale_y", 'measured_at', OLD."measured_at"), NULL); END;

CREATE TRIGGER label_print_row_added AFTER INSERT ON label_print BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_print', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'target', NEW."target", 'asset_id', NEW."asset_id", 'place_id', NEW."place_id", 'output_id', NEW."output_id", 'sheet_id', NEW."sheet_id", 'template_id', NEW."template_id", 'template_revision', NEW."template_revision", 'copies', NEW."copies", 'version', NEW."version", 'at', NEW."at", 'who', NEW."who", 'content', NEW."content")); END;

CREATE TRIGGER label_print_row_changed AFTER UPDATE ON label_print BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_print', cast(OLD."id" as text), json_object('id', OLD."id", 'target', OLD."target", 'asset_id', OLD."asset_id", 'place_id', OLD."place_id", 'output_id', OLD."output_id", 'sheet_id', OLD."sheet_id", 'template_id', OLD."template_id", 'template_revision', OLD."template_revision", 'copies', OLD."copies", 'version', OLD."version", 'at', OLD."at", 'who', OLD."who", 'content', OLD."content"), json_object('id', NEW."id", 'target', NEW."target", 'asset_id', NEW."asset_id", 'place_id', NEW."place_id", 'output_id', NEW."output_id", 'sheet_id', NEW."sheet_id", 'template_id', NEW."template_id", 'template_revision', NEW."template_revision", 'copies', NEW."copies", 'version', NEW."version", 'at', NEW."at", 'who', NEW."who", 'content', NEW."content")); END;

CREATE TRIGGER label_print_row_gone AFTER DELETE ON label_print BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('label_print', cast(OLD."id" as text), json_object('id', OLD."id", 'target', OLD."target", 'asset_id', OLD."asset_id", 'place_id', OLD."place_id", 'output_id', OLD."output_id", 'sheet_id', OLD."sheet_id", 'template_id', OLD."template_id", 'template_revision', OLD."template_revision", 'copies', OLD."copies", 'version', OLD."version", 'at', OLD."at", 'who', OLD."who", 'content', OLD."content"), NULL); END;

CREATE TRIGGER output_row_added AFTER INSERT ON output BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('output', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'file_name', NEW."file_name", 'path', NEW."path", 'bytes', NEW."bytes", 'rows', NEW."rows", 'about', NEW."about", 'at', NEW."at", 'who', NEW."who", 'seq', NEW."seq", 'hash', NEW."hash")); END;

CREATE TRIGGER output_row_changed AFTER UPDATE ON output BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('output', cast(OLD."id" as text), json_object('id', OLD."id", 'kind', OLD."kind", 'file_name', OLD."file_name", 'path', OLD."path", 'bytes', OLD."bytes", 'rows', OLD."rows", 'about', OLD."about", 'at', OLD."at", 'who', OLD."who", 'seq', OLD."seq", 'hash', OLD."hash"), json_object('id', NEW."id", 'kind', NEW."kind", 'file_name', NEW."file_name", 'path', NEW."path", 'bytes', NEW."bytes", 'rows', NEW."rows", 'about', NEW."about", 'at', NEW."at", 'who', NEW."who", 'seq', NEW."seq", 'hash', NEW."hash")); END;

CREATE TRIGGER output_row_gone AFTER DELETE ON output BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('output', cast(OLD."id" as text), json_object('id', OLD."id", 'kind', OLD."kind", 'file_name', OLD."file_name", 'path', OLD."path", 'bytes', OLD."bytes", 'rows', OLD."rows", 'about', OLD."about", 'at', OLD."at", 'who', OLD."who", 'seq', OLD."seq", 'hash', OLD."hash"), NULL); END;

CREATE TRIGGER seal_row_added AFTER INSERT ON seal BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('seal', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'title', NEW."title", 'fiscal_year', NEW."fiscal_year", 'seq', NEW."seq", 'hash', NEW."hash", 'assets', NEW."assets", 'at', NEW."at", 'who', NEW."who", 'output_id', NEW."output_id")); END;

CREATE TRIGGER seal_row_changed AFTER UPDATE ON seal BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('seal', cast(OLD."id" as text), json_object('id', OLD."id", 'title', OLD."title", 'fiscal_year', OLD."fiscal_year", 'seq', OLD."seq", 'hash', OLD."hash", 'assets', OLD."assets", 'at', OLD."at", 'who', OLD."who", 'output_id', OLD."output_id"), json_object('id', NEW."id", 'title', NEW."title", 'fiscal_year', NEW."fiscal_year", 'seq', NEW."seq", 'hash', NEW."hash", 'assets', NEW."assets", 'at', NEW."at", 'who', NEW."who", 'output_id', NEW."output_id")); END;

CREATE TRIGGER seal_row_gone AFTER DELETE ON seal BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('seal', cast(OLD."id" as text), json_object('id', OLD."id", 'title', OLD."title", 'fiscal_year', OLD."fiscal_year", 'seq', OLD."seq", 'hash', OLD."hash", 'assets', OLD."assets", 'at', OLD."at", 'who', OLD."who", 'output_id', OLD."output_id"), NULL); END;

CREATE TRIGGER account_row_added AFTER INSERT ON account BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('account', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'name', NEW."name", 'post', NEW."post", 'roles', NEW."roles", 'password', NEW."password", 'failures', NEW."failures", 'disabled', NEW."disabled", 'temporary', NEW."temporary")); END;

CREATE TRIGGER account_row_changed AFTER UPDATE ON account BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('account', cast(OLD."id" as text), json_object('id', OLD."id", 'name', OLD."name", 'post', OLD."post", 'roles', OLD."roles", 'password', OLD."password", 'failures', OLD."failures", 'disabled', OLD."disabled", 'temporary', OLD."temporary"), json_object('id', NEW."id", 'name', NEW."name", 'post', NEW."post", 'roles', NEW."roles", 'password', NEW."password", 'failures', NEW."failures", 'disabled', NEW."disabled", 'temporary', NEW."temporary")); END;

CREATE TRIGGER account_row_gone AFTER DELETE ON account BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('account', cast(OLD."id" as text), json_object('id', OLD."id", 'name', OLD."name", 'post', OLD."post", 'roles', OLD."roles", 'password', OLD."password", 'failures', OLD."failures", 'disabled', OLD."disabled", 'temporary', OLD."temporary"), NULL); END;

CREATE TRIGGER account_recovery_row_added AFTER INSERT ON account_recovery BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('account_recovery', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'verifier', NEW."verifier", 'failures', NEW."failures", 'made_at', NEW."made_at")); END;

CREATE TRIGGER account_recovery_row_changed AFTER UPDATE ON account_recovery BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('account_recovery', cast(OLD."id" as text), json_object('id', OLD."id", 'verifier', OLD."verifier", 'failures', OLD."failures", 'made_at', OLD."made_at"), json_object('id', NEW."id", 'verifier', NEW."verifier", 'failures', NEW."failures", 'made_at', NEW."made_at")); END;

CREATE TRIGGER account_recovery_row_gone AFTER DELETE ON account_recovery BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('account_recovery', cast(OLD."id" as text), json_object('id', OLD."id", 'verifier', OLD."verifier", 'failures', OLD."failures", 'made_at', OLD."made_at"), NULL); END;

CREATE TRIGGER attachment_row_added AFTER INSERT ON attachment BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('attachment', cast(NEW."id" as text), NULL, json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'name', NEW."name", 'media_type', NEW."media_type", 'bytes', NEW."bytes", 'sha256', NEW."sha256", 'at', NEW."at", 'who', NEW."who", 'removed', NEW."removed")); END;

CREATE TRIGGER attachment_row_changed AFTER UPDATE ON attachment BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('attachment', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'name', OLD."name", 'media_type', OLD."media_type", 'bytes', OLD."bytes", 'sha256', OLD."sha256", 'at', OLD."at", 'who', OLD."who", 'removed', OLD."removed"), json_object('id', NEW."id", 'asset_id', NEW."asset_id", 'name', NEW."name", 'media_type', NEW."media_type", 'bytes', NEW."bytes", 'sha256', NEW."sha256", 'at', NEW."at", 'who', NEW."who", 'removed', NEW."removed")); END;

CREATE TRIGGER attachment_row_gone AFTER DELETE ON attachment BEGIN INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('attachment', cast(OLD."id" as text), json_object('id', OLD."id", 'asset_id', OLD."asset_id", 'name', OLD."name", 'media_type', OLD."media_type", 'bytes', OLD."bytes", 'sha256', OLD."sha256", 'at', OLD."at", 'who', OLD."who", 'removed', OLD."removed"), NULL); END;

CREATE INDEX history_entity ON history (entity, entity_id, seq);

CREATE INDEX history_change ON history (change_id, seq);

CREATE INDEX history_field ON history (field, change_id);

CREATE TRIGGER change_never_changes BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;

CREATE TRIGGER history_never_changes BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER history_never_goes BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
