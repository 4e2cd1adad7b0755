CREATE TABLE "audit_log" (
	"id" bigserial NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"by_kind" text NOT NULL,
	"by_id" text,
	"subject_kind" text NOT NULL,
	"subject_id" text,
	"door" text NOT NULL,
	"network" text,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "audit_log_at_id_pk" PRIMARY KEY("at","id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE INDEX "audit_log_kind" ON "audit_log" USING btree ("kind","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by" ON "audit_log" USING btree ("by_id","at","id");--> statement-breakpoint
-- Rights on a partition go by its own schema: whoever may insert into the log by its name can't change a partition
CREATE SCHEMA IF NOT EXISTS "audit";--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "audit"."rest" PARTITION OF "audit_log" DEFAULT;
