CREATE TABLE "setup_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "setup_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"by" uuid,
	"changes" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "file_says" jsonb;--> statement-breakpoint
ALTER TABLE "setup_changes" ADD CONSTRAINT "setup_changes_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_deliveries" ON "outbox" USING btree ("destination","id") WHERE kind = 'webhook';