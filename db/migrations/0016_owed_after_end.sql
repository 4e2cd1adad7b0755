ALTER TABLE "remedies" ADD COLUMN "withdrawn_reason" text;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "dispute_body" text;--> statement-breakpoint
CREATE INDEX "timers_remedies" ON "timers" USING btree ("case_id") WHERE kind = 'remedy' and ended_at is null;--> statement-breakpoint
CREATE INDEX "remedies_owed" ON "remedies" USING btree ("case_id") WHERE done_at is null and withdrawn_at is null;