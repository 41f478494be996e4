-- The audit log and the events can only grow at their end and get shorter at their beginning. REPLACE would delete without firing
-- a delete trigger, so a second insert of the same row is refused too.
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN OLD.seq > coalesce((SELECT max(seq) FROM log_left WHERE process_id = OLD.process_id), 0)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE process_id = NEW.process_id AND seq = NEW.seq)
  OR NEW.seq <= (SELECT max(seq) FROM log_left WHERE process_id = NEW.process_id)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
WHEN OLD.seq > coalesce((SELECT event FROM log_left WHERE process_id = OLD.process_id ORDER BY seq DESC LIMIT 1), 0)
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_no_replace BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE process_id = NEW.process_id AND seq = NEW.seq)
  OR NEW.seq <= (SELECT event FROM log_left WHERE process_id = NEW.process_id ORDER BY seq DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
-- The index of what the log is about follows from the log itself, in the hub and in D1: nothing else writes it.
CREATE TRIGGER audit_refs_follow AFTER INSERT ON audit WHEN NEW.refs IS NOT NULL BEGIN
  INSERT OR IGNORE INTO audit_refs (process_id, id, kind, seq)
  SELECT NEW.process_id, json_extract(value, '$.id'), json_extract(value, '$.kind'), NEW.seq FROM json_each(NEW.refs);
END;
--> statement-breakpoint
CREATE TRIGGER audit_refs_leave AFTER DELETE ON audit WHEN OLD.refs IS NOT NULL BEGIN
  DELETE FROM audit_refs WHERE process_id = OLD.process_id AND seq = OLD.seq AND (id, kind) IN
    (SELECT json_extract(value, '$.id'), json_extract(value, '$.kind') FROM json_each(OLD.refs));
END;
--> statement-breakpoint
CREATE TRIGGER audit_refs_no_update BEFORE UPDATE ON audit_refs BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_refs_no_delete BEFORE DELETE ON audit_refs
WHEN OLD.seq > coalesce((SELECT max(seq) FROM log_left WHERE process_id = OLD.process_id), 0)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
-- Up to where the logs have left this database. It only goes forward, and only to a row that is there as it is named (or that was
-- never here: a restored hub begins with such a link).
CREATE TRIGGER log_left_no_update BEFORE UPDATE ON log_left BEGIN SELECT RAISE(ABORT, 'log_left is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER log_left_no_delete BEFORE DELETE ON log_left BEGIN SELECT RAISE(ABORT, 'log_left is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER log_left_forward BEFORE INSERT ON log_left
WHEN EXISTS (SELECT 1 FROM log_left WHERE process_id = NEW.process_id AND (seq >= NEW.seq OR event > NEW.event))
BEGIN SELECT RAISE(ABORT, 'log_left only goes forward'); END;
--> statement-breakpoint
CREATE TRIGGER log_left_is_a_row BEFORE INSERT ON log_left
WHEN EXISTS (SELECT 1 FROM audit WHERE process_id = NEW.process_id AND seq <= NEW.seq) AND (
  NOT EXISTS (SELECT 1 FROM audit WHERE process_id = NEW.process_id AND seq = NEW.seq AND hash = NEW.hash AND at = NEW.at)
  OR NEW.event > max(
    coalesce((SELECT last_event FROM audit WHERE process_id = NEW.process_id AND seq <= NEW.seq AND last_event IS NOT NULL
      ORDER BY seq DESC LIMIT 1), 0),
    coalesce((SELECT event FROM log_left WHERE process_id = NEW.process_id ORDER BY seq DESC LIMIT 1), 0)))
BEGIN SELECT RAISE(ABORT, 'log_left names no row of the log'); END;
--> statement-breakpoint
-- In a hub: D1 has confirmed it, and has set nothing of it aside.
CREATE TRIGGER log_left_is_confirmed BEFORE INSERT ON log_left
WHEN EXISTS (SELECT 1 FROM hub_meta) AND (
  NEW.seq > coalesce((SELECT CAST(json_extract(value, '$."mirrored:audit"') AS INTEGER) FROM hub_meta WHERE key = 'mirrored'), 0)
  OR NEW.event > coalesce((SELECT CAST(json_extract(value, '$."mirrored:events"') AS INTEGER) FROM hub_meta WHERE key = 'mirrored'), 0)
  OR EXISTS (SELECT 1 FROM hub_mirror WHERE table_name IN ('audit', 'events'))
  OR EXISTS (SELECT 1 FROM hub_mirror_refused WHERE table_name = 'audit' AND CAST(row_id AS INTEGER) <= NEW.seq)
  OR EXISTS (SELECT 1 FROM hub_mirror_refused WHERE table_name = 'events' AND CAST(row_id AS INTEGER) <= NEW.event))
BEGIN SELECT RAISE(ABORT, 'D1 has not confirmed what is to leave the hub'); END;
--> statement-breakpoint
-- In D1, where `hub_meta` is empty: thirteen months old by the database's own clock, and the log itself says that it has left its hub.
CREATE TRIGGER log_left_is_old BEFORE INSERT ON log_left
WHEN NOT EXISTS (SELECT 1 FROM hub_meta) AND (
  NEW.at > unixepoch() * 1000 - 395 * 86400000
  OR NEW.seq > coalesce((SELECT CAST(json_extract(detail, '$.seq') AS INTEGER) FROM audit
    WHERE process_id = NEW.process_id AND action = 'log.leave' ORDER BY seq DESC LIMIT 1), 0))
BEGIN SELECT RAISE(ABORT, 'D1 keeps the logs for thirteen months'); END;
--> statement-breakpoint
-- D1 only: what only a hub reads by.
DROP INDEX `hub_events_by_type`;
--> statement-breakpoint
DROP INDEX `hub_events_by_time`;
--> statement-breakpoint
DROP INDEX `hub_deliveries_by_batch`;
--> statement-breakpoint
DROP INDEX `hub_deliveries_by_group`;
--> statement-breakpoint
DROP INDEX `hub_escalation_runs_by_incident`;
--> statement-breakpoint
DROP INDEX `hub_escalation_runs_by_state`;
--> statement-breakpoint
DROP INDEX `hub_escalation_runs_by_chain`;
--> statement-breakpoint
DROP INDEX `hub_escalation_executions_by_run`;
--> statement-breakpoint
DROP INDEX `hub_escalation_executions_by_incident`;
