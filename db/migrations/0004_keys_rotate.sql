ALTER TABLE "api_keys" ADD COLUMN "ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
-- Live keys that shared a name: the newest keeps it, the others get a part of their id behind it and go on working
UPDATE "api_keys" k SET "name" = left(k."name", 91) || '-' || left(k."id"::text, 8)
WHERE k."revoked_at" IS NULL AND EXISTS (
  SELECT FROM "api_keys" n WHERE n."name" = k."name" AND n."revoked_at" IS NULL AND (n."created_at", n."id") > (k."created_at", k."id")
);--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_live_name" ON "api_keys" USING btree ("name") WHERE revoked_at is null and ends_at is null;
