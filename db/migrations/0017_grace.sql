ALTER TABLE "cases" ADD COLUMN "announce_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "grace_seconds" integer DEFAULT 120 NOT NULL;