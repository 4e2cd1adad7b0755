-- Entries that ended when their worker died had no settled_at, so the purge never took them
UPDATE "outbox" SET "settled_at" = "due_at" WHERE "settled_at" IS NULL AND "state" IN ('sent', 'failed', 'uncertain', 'dropped');
