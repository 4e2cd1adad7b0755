ALTER TABLE "rollups"
	ADD COLUMN "score1" integer GENERATED ALWAYS AS (coalesce((scores ->> '1')::integer, 0)) STORED,
	ADD COLUMN "score2" integer GENERATED ALWAYS AS (coalesce((scores ->> '2')::integer, 0)) STORED,
	ADD COLUMN "score3" integer GENERATED ALWAYS AS (coalesce((scores ->> '3')::integer, 0)) STORED,
	ADD COLUMN "score4" integer GENERATED ALWAYS AS (coalesce((scores ->> '4')::integer, 0)) STORED,
	ADD COLUMN "score5" integer GENERATED ALWAYS AS (coalesce((scores ->> '5')::integer, 0)) STORED;--> statement-breakpoint
CREATE INDEX "responses_kudos" ON "responses" USING btree ("department_key","revised_at","id") WHERE kind = 'satisfied' and answers ->> 'kudos' <> '';--> statement-breakpoint
CREATE INDEX "rollups_named" ON "rollups" USING btree ("department_key","day") WHERE asked = 'routine' and named <> '{}';--> statement-breakpoint
CREATE INDEX "findings_at" ON "findings" USING btree ("at","case_id");