CREATE TABLE "data_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"what" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"again_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "data_requests_customer" ON "data_requests" USING btree ("customer_id","asked_at");--> statement-breakpoint
CREATE INDEX "data_requests_waiting" ON "data_requests" USING btree ("again_at") WHERE again_at is not null;--> statement-breakpoint
CREATE INDEX "data_requests_age" ON "data_requests" USING btree ("asked_at");