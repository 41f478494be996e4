-- The audit log and the events can only grow. REPLACE would delete without firing a delete trigger, so a second
-- insert of the same row is refused too.
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE process_id = NEW.process_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_no_replace BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE process_id = NEW.process_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
-- The index of what the log is about follows from the log itself, in the hub and in D1: nothing else writes it.
CREATE TRIGGER audit_refs_follow AFTER INSERT ON audit WHEN NEW.refs IS NOT NULL BEGIN
  INSERT OR IGNORE INTO audit_refs (process_id, id, kind, seq)
  SELECT NEW.process_id, json_extract(value, '$.id'), json_extract(value, '$.kind'), NEW.seq FROM json_each(NEW.refs);
END;
--> statement-breakpoint
CREATE TRIGGER audit_refs_no_update BEFORE UPDATE ON audit_refs BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_refs_no_delete BEFORE DELETE ON audit_refs BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
