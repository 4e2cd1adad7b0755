CREATE TABLE "covers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"cover_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"leave" boolean NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"message" jsonb
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"language" text NOT NULL,
	"shares" text[] DEFAULT '{}' NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "next_in_line" text DEFAULT 'list' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "drivers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "proposal_id" uuid;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "to_partner" text;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "snoozed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "snoozed_by" uuid;--> statement-breakpoint
ALTER TABLE "covers" ADD CONSTRAINT "covers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "covers" ADD CONSTRAINT "covers_cover_id_people_id_fk" FOREIGN KEY ("cover_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "covers_one" ON "covers" USING btree ("person_id") WHERE state in ('waiting', 'accepted');--> statement-breakpoint
CREATE INDEX "covers_colleague" ON "covers" USING btree ("cover_id") WHERE state in ('waiting', 'accepted');--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_to_partner_partners_key_fk" FOREIGN KEY ("to_partner") REFERENCES "public"."partners"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_snoozed_by_people_id_fk" FOREIGN KEY ("snoozed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;