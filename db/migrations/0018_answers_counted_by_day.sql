CREATE TABLE "rollup_progress" (
	"department_key" text PRIMARY KEY NOT NULL,
	"time_zone" text NOT NULL,
	"seen" "xid8" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollups" (
	"department_key" text NOT NULL,
	"day" date NOT NULL,
	"brand_key" text NOT NULL,
	"channel" text NOT NULL,
	"survey" text NOT NULL,
	"asked" text NOT NULL,
	"rate" double precision NOT NULL,
	"answered" integer NOT NULL,
	"satisfied" integer NOT NULL,
	"neutral" integer NOT NULL,
	"dissatisfied" integer NOT NULL,
	"scores" jsonb NOT NULL,
	"named" jsonb NOT NULL,
	"drivers" jsonb NOT NULL,
	"invited" integer NOT NULL,
	"sent" integer NOT NULL,
	"replied" integer NOT NULL,
	CONSTRAINT "rollups_department_key_day_brand_key_channel_survey_asked_rate_pk" PRIMARY KEY("department_key","day","brand_key","channel","survey","asked","rate")
);
--> statement-breakpoint
CREATE TABLE "stale_days" (
	"department_key" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "stale_days_department_key_day_pk" PRIMARY KEY("department_key","day")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "closed_at" timestamp with time zone GENERATED ALWAYS AS (coalesce(confirmed_at, ended_at)) STORED;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "department_key" text;--> statement-breakpoint
UPDATE "invitations" i SET department_key = c.department_key FROM "contacts" c WHERE c.id = i.contact_id;--> statement-breakpoint
-- Triggers below fill it: a constraint would look at every row while others wait
ALTER TABLE "invitations" ADD COLUMN "asked" text DEFAULT 'routine' NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "rate" double precision DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "changed" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "department_key" text;--> statement-breakpoint
UPDATE "responses" r SET department_key = i.department_key FROM "invitations" i WHERE i.id = r.invitation_id;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "changed" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_progress" ADD CONSTRAINT "rollup_progress_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollups" ADD CONSTRAINT "rollups_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stale_days" ADD CONSTRAINT "stale_days_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_closed" ON "cases" USING btree ("department_key","closed_at");--> statement-breakpoint
CREATE INDEX "invitations_department" ON "invitations" USING btree ("department_key","created_at");--> statement-breakpoint
CREATE INDEX "invitations_changed" ON "invitations" USING btree ("changed");--> statement-breakpoint
CREATE INDEX "responses_department" ON "responses" USING btree ("department_key","answered_at");--> statement-breakpoint
CREATE INDEX "responses_changed" ON "responses" USING btree ("changed");--> statement-breakpoint
-- Where a statement leaves the department out, such as one of the product of before
CREATE FUNCTION "fill_invitation_department"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT department_key INTO new.department_key FROM contacts WHERE id = new.contact_id;
  RETURN new;
END $$;--> statement-breakpoint
CREATE TRIGGER "invitations_department" BEFORE INSERT ON "invitations"
  FOR EACH ROW WHEN (new.department_key IS NULL) EXECUTE FUNCTION fill_invitation_department();--> statement-breakpoint
CREATE FUNCTION "fill_response_department"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT department_key INTO new.department_key FROM invitations WHERE id = new.invitation_id;
  RETURN new;
END $$;--> statement-breakpoint
CREATE TRIGGER "responses_department" BEFORE INSERT ON "responses"
  FOR EACH ROW WHEN (new.department_key IS NULL) EXECUTE FUNCTION fill_response_department();--> statement-breakpoint
CREATE FUNCTION "mark_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.changed := pg_current_xact_id();
  RETURN new;
END $$;--> statement-breakpoint
CREATE TRIGGER "invitations_changed" BEFORE UPDATE ON "invitations"
  FOR EACH ROW EXECUTE FUNCTION mark_changed();--> statement-breakpoint
CREATE TRIGGER "responses_changed" BEFORE UPDATE ON "responses"
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
