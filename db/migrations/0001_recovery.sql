CREATE TABLE "desk_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"thread" uuid,
	"card" json NOT NULL,
	"calls" uuid[] DEFAULT '{}' NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "desk_messages_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"nonce" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"key" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"disabled_at" timestamp with time zone,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_backs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"department_key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"seat" smallint NOT NULL,
	"phone" text NOT NULL,
	"booked_by" uuid,
	"booked_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'booked' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kudos" (
	"response_id" uuid PRIMARY KEY NOT NULL,
	"department_key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"passed_by" uuid,
	"passed_at" timestamp with time zone,
	"message" jsonb
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"event_id" bigint NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "pictures_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"by" uuid,
	"to_person" uuid,
	"to_department" text,
	"words" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"deed_due_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"answer" text,
	"done_at" timestamp with time zone,
	"destination" jsonb NOT NULL,
	"messages" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "timers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"department_key" text NOT NULL,
	"rule_minutes" integer,
	"left_minutes" integer,
	"severity" smallint,
	"from_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"level" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"by" uuid,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "cases_department";--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "response_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "apologies" ADD COLUMN "shingles" integer[];--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "said" jsonb;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "about_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "destination" jsonb;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "waiting_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "abusive_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "called_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "handling" text;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "ground" text;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "instead_of" text;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "proposal_id" uuid;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "done_by" uuid;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "change_asked" text;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "change_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "remedies" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "matters" ADD COLUMN "joined_into" uuid;--> statement-breakpoint
ALTER TABLE "brands" ADD COLUMN "dispute_body" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "away_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_booked_by_people_id_fk" FOREIGN KEY ("booked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kudos" ADD CONSTRAINT "kudos_response_id_responses_id_fk" FOREIGN KEY ("response_id") REFERENCES "public"."responses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kudos" ADD CONSTRAINT "kudos_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kudos" ADD CONSTRAINT "kudos_passed_by_people_id_fk" FOREIGN KEY ("passed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_event_id_case_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."case_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_to_person_people_id_fk" FOREIGN KEY ("to_person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_to_department_departments_key_fk" FOREIGN KEY ("to_department") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "desk_messages_channel" ON "desk_messages" USING btree ("channel","posted_at");--> statement-breakpoint
CREATE INDEX "desk_messages_thread" ON "desk_messages" USING btree ("thread");--> statement-breakpoint
CREATE INDEX "desk_messages_posted" ON "desk_messages" USING btree ("posted_at");--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "sign_ins" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "call_backs_seat" ON "call_backs" USING btree ("department_key","at","seat") WHERE state = 'booked';--> statement-breakpoint
CREATE UNIQUE INDEX "call_backs_one" ON "call_backs" USING btree ("case_id") WHERE state = 'booked';--> statement-breakpoint
CREATE INDEX "pictures_case" ON "pictures" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "proposals_case" ON "proposals" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "proposals_person" ON "proposals" USING btree ("to_person") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "proposals_department" ON "proposals" USING btree ("to_department") WHERE state in ('waiting', 'accepted');--> statement-breakpoint
CREATE UNIQUE INDEX "proposals_one_handover" ON "proposals" USING btree ("case_id") WHERE kind = 'handover' and state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "timers_open" ON "timers" USING btree ("case_id","kind","subject_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "timers_next" ON "timers" USING btree ("next_at","id") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "timers_department" ON "timers" USING btree ("department_key") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_version" ON "accounts" USING btree ("case_id","version");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_about_id_people_id_fk" FOREIGN KEY ("about_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_merged_into_cases_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remedies" ADD CONSTRAINT "remedies_done_by_people_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matters" ADD CONSTRAINT "matters_joined_into_matters_id_fk" FOREIGN KEY ("joined_into") REFERENCES "public"."matters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "apologies_shingles" ON "apologies" USING gin ("shingles") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "case_events_at" ON "case_events" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "cases_number" ON "cases" USING btree ("number");--> statement-breakpoint
CREATE INDEX "cases_accountable" ON "cases" USING btree ("accountable_id") WHERE state in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed');--> statement-breakpoint
CREATE INDEX "cases_state" ON "cases" USING btree ("state","opened_at","id");--> statement-breakpoint
CREATE INDEX "cases_opened" ON "cases" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "remedies_by" ON "remedies" USING btree ("by","promised_at");--> statement-breakpoint
CREATE INDEX "customers_phone_end" ON "customers" USING btree (right("phone", 8));--> statement-breakpoint
CREATE INDEX "matters_by_reference" ON "matters" USING btree ("reference") WHERE reference is not null;--> statement-breakpoint
CREATE INDEX "cases_department" ON "cases" USING btree ("department_key","state","opened_at","id");