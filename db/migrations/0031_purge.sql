ALTER TABLE "cases" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "purge" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "had_email" boolean;--> statement-breakpoint
CREATE INDEX "cases_unpurged" ON "cases" USING btree ("closed_at") WHERE purged_at is null and closed_at is not null;--> statement-breakpoint
CREATE INDEX "contacts_unlooked" ON "contacts" USING btree ("ended_at") WHERE purge is null;--> statement-breakpoint
CREATE INDEX "contacts_answered" ON "contacts" USING btree ("ended_at") WHERE purge = 'answered';--> statement-breakpoint
CREATE INDEX "sign_ins_expired" ON "sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "digests_end" ON "digests" USING btree ("to");--> statement-breakpoint
CREATE INDEX "links_expired" ON "links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "outbox_old" ON "outbox" USING btree ("settled_at") WHERE state in ('sent', 'dropped');--> statement-breakpoint
CREATE INDEX "timers_ended" ON "timers" USING btree ("ended_at") WHERE ended_at is not null and kind not in ('promise', 'remedy', 'request');