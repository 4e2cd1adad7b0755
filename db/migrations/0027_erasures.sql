-- The ids that a message names: where it is about a case, and what its buttons act on
CREATE FUNCTION ids_in(said json) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  select array(select distinct found[1] from regexp_matches(said::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') found)
$$;
--> statement-breakpoint
CREATE TABLE "erased_addresses" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"key_version" smallint NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"customer_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"forced" boolean NOT NULL,
	"owed" jsonb NOT NULL,
	"rows" jsonb NOT NULL,
	"left" jsonb NOT NULL,
	"addresses" "bytea"[] NOT NULL,
	"again_at" timestamp with time zone,
	CONSTRAINT "erasures_customerId_unique" UNIQUE("customer_id")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"ref" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasures_again" ON "erasures" USING btree ("again_at") WHERE again_at is not null;--> statement-breakpoint
CREATE INDEX "posts_case" ON "posts" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_contact" ON "idempotency_keys" USING btree ((response ->> 'contact'));--> statement-breakpoint
CREATE INDEX "desk_messages_ids" ON "desk_messages" USING gin (ids_in(card));--> statement-breakpoint
CREATE INDEX "call_backs_case" ON "call_backs" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "apologies_case" ON "apologies" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "sent_words_case" ON "sent_words" USING btree ("case_id");