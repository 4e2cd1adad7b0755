CREATE TABLE "visits" (
	"link" "bytea" PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"person_id" uuid NOT NULL,
	"opens" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visits_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;