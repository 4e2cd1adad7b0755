ALTER TABLE "responses" ADD COLUMN "judged" integer;--> statement-breakpoint
CREATE INDEX "responses_unjudged" ON "responses" USING btree ("revised_at") WHERE judged < revision;
