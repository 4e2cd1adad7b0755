ALTER TABLE "destinations" ADD COLUMN "last_lane" text;--> statement-breakpoint
ALTER TABLE "destinations" ADD COLUMN "urgent_run" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_one_reply" ON "outbox" USING btree ("lane") WHERE kind = 'reply' and state = 'waiting' and attempts = 0 and once_key is null;--> statement-breakpoint
CREATE INDEX "outbox_urgent" ON "outbox" USING btree ("destination","due_at","id") WHERE settled_at is null and kind in ('escalation', 'call', 'proposal', 'sign-in');--> statement-breakpoint
CREATE INDEX "outbox_ordinary" ON "outbox" USING btree ("destination","due_at","id") WHERE settled_at is null and kind not in ('escalation', 'call', 'proposal', 'sign-in');