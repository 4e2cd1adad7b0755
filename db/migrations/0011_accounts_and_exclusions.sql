CREATE TABLE "case_exclusions" (
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "case_exclusions_case_id_person_id_pk" PRIMARY KEY("case_id","person_id")
);--> statement-breakpoint
CREATE TABLE "person_accounts" (
	"person_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "person_accounts_person_id_platform_pk" PRIMARY KEY("person_id","platform"),
	CONSTRAINT "person_accounts_once" UNIQUE("platform","workspace","user_id")
);--> statement-breakpoint
CREATE FUNCTION "keep_accounts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM person_accounts a WHERE a.person_id = new.id
		AND (a.platform = 'slack' AND new.slack_user IS NULL OR a.platform = 'teams' AND new.teams_user IS NULL);
	INSERT INTO person_accounts (person_id, platform, workspace, user_id)
	SELECT new.id, x.platform, x.workspace, x.user_id
	FROM (VALUES ('slack', new.slack_workspace, new.slack_user), ('teams', new.teams_tenant, new.teams_user))
		x(platform, workspace, user_id)
	WHERE x.workspace IS NOT NULL AND x.user_id IS NOT NULL
	ON CONFLICT (person_id, platform) DO UPDATE SET workspace = excluded.workspace, user_id = excluded.user_id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "people_accounts" AFTER INSERT OR UPDATE OF slack_workspace, slack_user, teams_tenant, teams_user
	ON "people" FOR EACH ROW EXECUTE FUNCTION "keep_accounts"();--> statement-breakpoint
CREATE FUNCTION "exclude_from_case"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO case_exclusions (case_id, person_id)
	SELECT new.id, p.id FROM people p
	WHERE p.id = new.about_id
		OR p.email = (SELECT lower(c.staff_member ->> 'email') FROM contacts c WHERE c.id = new.contact_id)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "cases_exclude" AFTER INSERT OR UPDATE OF about_id, contact_id
	ON "cases" FOR EACH ROW EXECUTE FUNCTION "exclude_from_case"();--> statement-breakpoint
CREATE FUNCTION "exclude_newcomers"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM newcomers) THEN
		INSERT INTO case_exclusions (case_id, person_id)
		SELECT k.id, p.id FROM newcomers p
		JOIN contacts c ON lower(c.staff_member ->> 'email') = p.email
		JOIN cases k ON k.contact_id = c.id
		ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "people_exclude" AFTER INSERT ON "people"
	REFERENCING NEW TABLE AS newcomers FOR EACH STATEMENT EXECUTE FUNCTION "exclude_newcomers"();--> statement-breakpoint
-- Filled before the foreign keys are there: they would hold the rows of cases that clicks wait for
INSERT INTO "person_accounts" ("person_id", "platform", "workspace", "user_id")
SELECT p.id, x.platform, x.workspace, x.user_id
FROM people p CROSS JOIN LATERAL (
	VALUES ('slack', p.slack_workspace, p.slack_user), ('teams', p.teams_tenant, p.teams_user)
) x(platform, workspace, user_id)
WHERE x.workspace IS NOT NULL AND x.user_id IS NOT NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "case_exclusions" ("case_id", "person_id")
SELECT k.id, k.about_id FROM cases k WHERE k.about_id IS NOT NULL
UNION
SELECT k.id, p.id FROM cases k JOIN contacts c ON c.id = k.contact_id
JOIN people p ON p.email = lower(c.staff_member ->> 'email')
UNION
SELECT e.case_id, p.id FROM case_events e JOIN people p ON p.id::text = e.data ->> 'person'
WHERE e.kind = 'somebody else asked'
ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "case_exclusions" ADD CONSTRAINT "case_exclusions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_exclusions" ADD CONSTRAINT "case_exclusions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_accounts" ADD CONSTRAINT "person_accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
