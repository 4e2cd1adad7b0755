ALTER TABLE "rollup_progress" ADD COLUMN "counted_until" date;--> statement-breakpoint
CREATE INDEX "cases_purged" ON "cases" USING btree ("closed_at") WHERE purged_at is not null;--> statement-breakpoint
CREATE INDEX "contacts_emptied" ON "contacts" USING btree ("ended_at") WHERE purge = 'emptied';