/**
 * The tables, as migrations that only go forward: `PRAGMA user_version` is the number of migrations that were applied. A
 * migration that was released is never edited; a change is a new entry at the end.
 *
 * A job's spec can be a megabyte and never changes, its status is small and changes often: two tables, so that a new status
 * does not write the spec again. Everything of a job hangs on its sequence, because neighbours in time are then neighbours
 * in the file; everything of a run hangs on its number. `live_state` is the job's state as long as it has no outcome; it is set with the latest attempt.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE cluster (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    cluster_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    next_sequence INTEGER NOT NULL,
    next_lease INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE nodes (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    outcome TEXT,
    ended_at REAL,
    live_state TEXT NOT NULL,
    latest_attempt INTEGER NOT NULL,
    latest_node TEXT,
    facts TEXT NOT NULL,
    status TEXT NOT NULL,
    state TEXT NOT NULL GENERATED ALWAYS AS (coalesce(outcome, live_state)) VIRTUAL
  ) STRICT;
  CREATE UNIQUE INDEX jobs_by_id ON jobs (id);
  CREATE UNIQUE INDEX jobs_by_request ON jobs (request_id);
  CREATE INDEX jobs_by_state ON jobs (state, sequence, name_folded);
  CREATE INDEX jobs_by_node ON jobs (latest_node, sequence) WHERE latest_node IS NOT NULL;
  CREATE INDEX jobs_by_end ON jobs (ended_at, sequence) WHERE ended_at IS NOT NULL;

  CREATE TABLE job_specs (
    job INTEGER PRIMARY KEY REFERENCES jobs (sequence) ON DELETE CASCADE,
    spec TEXT NOT NULL
  ) STRICT;

  CREATE TABLE attempts (
    job INTEGER NOT NULL REFERENCES jobs (sequence) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (job, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit (
    entry INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    principal TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_object ON audit (object);

  -- Kept by triggers: counting a million ended jobs would stop the loop.
  CREATE TABLE ended_counts (
    state TEXT PRIMARY KEY NOT NULL,
    jobs INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO ended_counts VALUES ('succeeded', 0), ('failed', 0), ('cancelled', 0);
  CREATE TRIGGER count_inserted AFTER INSERT ON jobs WHEN new.outcome IS NOT NULL BEGIN
    UPDATE ended_counts SET jobs = jobs + 1 WHERE state = new.outcome;
  END;
  CREATE TRIGGER count_updated AFTER UPDATE OF outcome ON jobs WHEN old.outcome IS NOT new.outcome BEGIN
    UPDATE ended_counts SET jobs = jobs - 1 WHERE state = old.outcome;
    UPDATE ended_counts SET jobs = jobs + 1 WHERE state = new.outcome;
  END;
  CREATE TRIGGER count_deleted AFTER DELETE ON jobs WHEN old.outcome IS NOT NULL BEGIN
    UPDATE ended_counts SET jobs = jobs - 1 WHERE state = old.outcome;
  END;
  `,
  `
  -- The trees of the artifacts that attempts left; of most attempts there is none.
  CREATE TABLE attempt_trees (
    job INTEGER NOT NULL,
    number INTEGER NOT NULL,
    tree TEXT NOT NULL,
    PRIMARY KEY (job, number, tree),
    FOREIGN KEY (job, number) REFERENCES attempts (job, number) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE cluster ADD COLUMN next_run INTEGER NOT NULL DEFAULT 1;

  -- The run whose step the job runs. Such a job goes with its run: retention of jobs passes it over.
  ALTER TABLE jobs ADD COLUMN owner_run TEXT;
  CREATE INDEX jobs_by_owner ON jobs (owner_run, sequence) WHERE owner_run IS NOT NULL;
  DROP INDEX jobs_by_end;
  CREATE INDEX jobs_by_end ON jobs (ended_at, sequence) WHERE ended_at IS NOT NULL AND owner_run IS NULL;
  INSERT INTO ended_counts VALUES ('owned', 0);
  CREATE TRIGGER count_owned_inserted AFTER INSERT ON jobs
  WHEN new.owner_run IS NOT NULL AND new.outcome IS NOT NULL BEGIN
    UPDATE ended_counts SET jobs = jobs + 1 WHERE state = 'owned';
  END;
  CREATE TRIGGER count_owned_updated AFTER UPDATE OF outcome ON jobs
  WHEN new.owner_run IS NOT NULL AND (old.outcome IS NULL) <> (new.outcome IS NULL) BEGIN
    UPDATE ended_counts SET jobs = jobs + iif(new.outcome IS NULL, -1, 1) WHERE state = 'owned';
  END;
  CREATE TRIGGER count_owned_deleted AFTER DELETE ON jobs
  WHEN old.owner_run IS NOT NULL AND old.outcome IS NOT NULL BEGIN
    UPDATE ended_counts SET jobs = jobs - 1 WHERE state = 'owned';
  END;

  CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    state TEXT NOT NULL,
    ended_at REAL,
    parent_run TEXT,
    facts TEXT NOT NULL,
    status TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX runs_by_id ON runs (id);
  CREATE UNIQUE INDEX runs_by_request ON runs (request_id);
  CREATE INDEX runs_alive ON runs (number) WHERE ended_at IS NULL;
  CREATE INDEX runs_by_end ON runs (ended_at, number) WHERE ended_at IS NOT NULL AND parent_run IS NULL;
  CREATE INDEX runs_by_parent ON runs (parent_run, number) WHERE parent_run IS NOT NULL;

  CREATE TABLE run_specs (
    run INTEGER PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,
    spec TEXT NOT NULL
  ) STRICT;

  CREATE TABLE steps (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run, key)
  ) STRICT, WITHOUT ROWID;

  -- Of its workspaces, and of what its steps left or took over.
  CREATE TABLE run_trees (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    tree TEXT NOT NULL,
    PRIMARY KEY (run, tree)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cache_entries (
    key TEXT PRIMARY KEY NOT NULL,
    made_at REAL NOT NULL,
    used_at REAL NOT NULL,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE cache_trees (
    key TEXT NOT NULL REFERENCES cache_entries (key) ON DELETE CASCADE,
    tree TEXT NOT NULL,
    PRIMARY KEY (key, tree)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cache_by_use ON cache_entries (used_at DESC, key, bytes);
  `,
];

/** 'Orcn': says that a file is an Orchion cluster database. */
export const applicationId = 0x4f72636e;
