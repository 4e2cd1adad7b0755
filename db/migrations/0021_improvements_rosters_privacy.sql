CREATE TABLE "improvement_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "improvement_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"improvement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" uuid,
	"text" text,
	"data" jsonb,
	"form_id" uuid
);
--> statement-breakpoint
CREATE TABLE "improvements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "improvements_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"department_key" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"what" text NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"reason" jsonb NOT NULL,
	"measure" jsonb NOT NULL,
	"due_on" date NOT NULL,
	"in_place_on" date,
	"state" text DEFAULT 'open' NOT NULL,
	"look" jsonb NOT NULL,
	"looked_on" date NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"result" text,
	"message" jsonb,
	CONSTRAINT "improvements_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "duties_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"department_key" text NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rosters" (
	"department_key" text PRIMARY KEY NOT NULL,
	"url" text,
	"imported_at" timestamp with time zone,
	"shifts" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamp with time zone,
	"problem" text
);
--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "privacy" jsonb DEFAULT '{"people":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "improvement_events" ADD CONSTRAINT "improvement_events_improvement_id_improvements_id_fk" FOREIGN KEY ("improvement_id") REFERENCES "public"."improvements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvement_events" ADD CONSTRAINT "improvement_events_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvements" ADD CONSTRAINT "improvements_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvements" ADD CONSTRAINT "improvements_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "improvements" ADD CONSTRAINT "improvements_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rosters" ADD CONSTRAINT "rosters_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "improvement_events_improvement" ON "improvement_events" USING btree ("improvement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "improvement_events_form" ON "improvement_events" USING btree ("form_id") WHERE form_id is not null;--> statement-breakpoint
CREATE INDEX "improvements_department" ON "improvements" USING btree ("department_key","state");--> statement-breakpoint
CREATE INDEX "duties_department" ON "duties" USING btree ("department_key","starts_at");--> statement-breakpoint
CREATE INDEX "duties_end" ON "duties" USING btree ("ends_at");