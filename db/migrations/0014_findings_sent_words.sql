CREATE TABLE "earlier_findings" (
	"case_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"cause" text NOT NULL,
	"cause_words" text NOT NULL,
	"factors" text NOT NULL,
	"people" text NOT NULL,
	"departments" text[] NOT NULL,
	"solution" text NOT NULL,
	"prevention" text NOT NULL,
	"unpreventable" boolean DEFAULT false NOT NULL,
	"to_customer" text,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "earlier_findings_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
CREATE TABLE "finding_drafts" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"draft" jsonb NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sent_words" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"sameness" text NOT NULL,
	"shingles" integer[],
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_exclusions" ADD COLUMN "by_name" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "unpreventable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "to_customer" text;--> statement-breakpoint
ALTER TABLE "earlier_findings" ADD CONSTRAINT "earlier_findings_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "earlier_findings" ADD CONSTRAINT "earlier_findings_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_drafts" ADD CONSTRAINT "finding_drafts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_drafts" ADD CONSTRAINT "finding_drafts_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_words" ADD CONSTRAINT "sent_words_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sent_words_sameness" ON "sent_words" USING btree ("sameness");--> statement-breakpoint
CREATE INDEX "sent_words_shingles" ON "sent_words" USING gin ("shingles") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "timers_findings" ON "timers" USING btree ("case_id") WHERE kind = 'finding' and ended_at is null;