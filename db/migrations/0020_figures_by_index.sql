ALTER TABLE "rollup_progress" ADD COLUMN "snapshot" "pg_snapshot";--> statement-breakpoint
CREATE INDEX "case_events_again" ON "case_events" USING btree ("at") WHERE kind = 'opened again' or kind = 'answered' and data ->> 'answer' <> 'yes';--> statement-breakpoint
CREATE INDEX "cases_department_opened" ON "cases" USING btree ("department_key","opened_at");--> statement-breakpoint
CREATE INDEX "timers_promises" ON "timers" USING btree ("department_key","due_at") WHERE kind in ('promise', 'remedy');--> statement-breakpoint
CREATE INDEX "remedies_promised" ON "remedies" USING btree ("promised_at");--> statement-breakpoint
CREATE INDEX "remedies_done" ON "remedies" USING btree ("done_at");