-- Who is excluded follows the contact and the person, also where either is corrected after the case was opened
CREATE FUNCTION "exclude_named"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO case_exclusions (case_id, person_id)
	SELECT k.id, p.id FROM cases k JOIN people p ON p.email = lower(new.staff_member ->> 'email')
	WHERE k.contact_id = new.id
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "contacts_exclude" AFTER UPDATE OF staff_member ON "contacts"
	FOR EACH ROW WHEN (new.staff_member IS NOT NULL AND new.staff_member IS DISTINCT FROM old.staff_member)
	EXECUTE FUNCTION "exclude_named"();--> statement-breakpoint
CREATE FUNCTION "exclude_renamed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO case_exclusions (case_id, person_id)
	SELECT k.id, new.id FROM contacts c JOIN cases k ON k.contact_id = c.id
	WHERE lower(c.staff_member ->> 'email') = new.email
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "people_renamed_exclude" AFTER UPDATE OF email ON "people"
	FOR EACH ROW WHEN (new.email IS DISTINCT FROM old.email) EXECUTE FUNCTION "exclude_renamed"();
