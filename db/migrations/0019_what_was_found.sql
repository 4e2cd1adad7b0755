CREATE TABLE "discoveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"department_key" text NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"once_key" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"facts" jsonb NOT NULL,
	"state" text DEFAULT 'holds' NOT NULL,
	CONSTRAINT "discoveries_onceKey_unique" UNIQUE("once_key")
);
--> statement-breakpoint
CREATE TABLE "discovery_runs" (
	"department_key" text NOT NULL,
	"kind" text NOT NULL,
	"period" date NOT NULL,
	"slices" integer DEFAULT 0 NOT NULL,
	"state" jsonb,
	"started_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "discovery_runs_department_key_kind_period_pk" PRIMARY KEY("department_key","kind","period")
);
--> statement-breakpoint
CREATE TABLE "incident_cases" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"department_key" text NOT NULL,
	"driver" text,
	"from_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"ended" text,
	"n" integer NOT NULL,
	"hits" integer NOT NULL,
	"usual" double precision NOT NULL,
	"known" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"known_by" uuid,
	"known_at" timestamp with time zone,
	"message" jsonb
);
--> statement-breakpoint
ALTER TABLE "discoveries" ADD CONSTRAINT "discoveries_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discovery_runs" ADD CONSTRAINT "discovery_runs_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_cases" ADD CONSTRAINT "incident_cases_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_cases" ADD CONSTRAINT "incident_cases_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_known_by_people_id_fk" FOREIGN KEY ("known_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "discoveries_department" ON "discoveries" USING btree ("department_key","found_at");--> statement-breakpoint
CREATE INDEX "incident_cases_incident" ON "incident_cases" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_one_open" ON "incidents" USING btree ("department_key") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "incidents_department" ON "incidents" USING btree ("department_key","from_at");