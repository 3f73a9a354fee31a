-- Generated from db/migrations (version 2) by test/support/dumpSchema.ts; never edited by hand.

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

CREATE TABLE asset (
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
, "duties_waived" TEXT CHECK ("duties_waived" IS NULL OR json_valid("duties_waived")), "duties_waived_reason" TEXT) STRICT;

CREATE INDEX asset_first ON asset (kind, binned, missing_count, confidentiality);

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
) STRICT;

CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL REFERENCES change (id),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  field TEXT,
  before TEXT,
  after TEXT,
  before_words TEXT,
  after_words TEXT
) STRICT;

CREATE INDEX history_entity ON history (entity, entity_id, seq);

CREATE INDEX history_change ON history (change_id, seq);

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

CREATE TRIGGER change_never_changes BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;

CREATE TRIGGER change_never_goes BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;

CREATE TRIGGER history_never_changes BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER history_never_goes BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

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
