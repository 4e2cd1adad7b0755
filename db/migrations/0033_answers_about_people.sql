CREATE INDEX "case_exclusions_person" ON "case_exclusions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "contacts_staff" ON "contacts" USING btree (lower(staff_member ->> 'email')) WHERE staff_member is not null;
