ALTER TABLE "pictures" ALTER COLUMN "event_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "pictures_arriving" ON "pictures" USING btree ("at") WHERE event_id is null;