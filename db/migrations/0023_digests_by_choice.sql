CREATE TABLE "digest_plans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"department_key" text,
	"person_id" uuid,
	"departments" text[] NOT NULL,
	"hour" smallint,
	"editions" text[] NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "digest_plans_departmentKey_unique" UNIQUE("department_key"),
	CONSTRAINT "digest_plans_personId_unique" UNIQUE("person_id"),
	CONSTRAINT "digest_plans_whose" CHECK (num_nonnulls(department_key, person_id) = 1)
);
--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "edition" text DEFAULT 'daily' NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "message" jsonb;--> statement-breakpoint
ALTER TABLE "digest_plans" ADD CONSTRAINT "digest_plans_department_key_departments_key_fk" FOREIGN KEY ("department_key") REFERENCES "public"."departments"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_plans" ADD CONSTRAINT "digest_plans_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_plans" ADD CONSTRAINT "digest_plans_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "digests_edition" ON "digests" USING btree ("department_key","edition","local_date",coalesce(person_id::text, ''));--> statement-breakpoint
CREATE UNIQUE INDEX "digests_id" ON "digests" USING btree ("id");--> statement-breakpoint
DROP INDEX "digests_once";
