CREATE TABLE "odd_contacts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "odd_contacts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"external_id" text DEFAULT '' NOT NULL,
	"detail" text NOT NULL,
	"value" text,
	"contact_id" uuid,
	"times" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "odd_contacts_once" UNIQUE("source","kind","external_id","detail")
);
--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "helpdesks" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "destinations" ADD COLUMN "last_lane" text;--> statement-breakpoint
ALTER TABLE "destinations" ADD COLUMN "urgent_run" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "odd_contacts" ADD CONSTRAINT "odd_contacts_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "odd_contacts_last" ON "odd_contacts" USING btree ("last_at","id");--> statement-breakpoint
CREATE INDEX "odd_contacts_contact" ON "odd_contacts" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "customers_mailbox" ON "customers" USING btree (regexp_replace("email", '^([^+@"]+)\+[^@]*@', '\1@'));--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_one_reply" ON "outbox" USING btree ("lane") WHERE kind = 'reply' and state = 'waiting' and attempts = 0 and once_key is null and payload ? 'events';--> statement-breakpoint
CREATE INDEX "outbox_urgent" ON "outbox" USING btree ("destination","due_at","id") WHERE settled_at is null and kind in ('escalation', 'call', 'proposal', 'sign-in');--> statement-breakpoint
CREATE INDEX "outbox_ordinary" ON "outbox" USING btree ("destination","due_at","id") WHERE settled_at is null and kind not in ('escalation', 'call', 'proposal', 'sign-in');