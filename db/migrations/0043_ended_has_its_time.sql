-- What was ended for a worker that had died was kept for ever: nothing said since when it had ended
UPDATE "outbox" SET "settled_at" = "due_at" WHERE "settled_at" IS NULL AND "state" IN ('sent', 'failed', 'uncertain', 'dropped');
