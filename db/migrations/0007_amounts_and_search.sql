-- The words of a text, for searching: whatever is no letter and no digit parts them, and letters from digits too
-- (A1001 is found by 1001). One locale-free regular expression, so that an index may stand on it.
CREATE FUNCTION search_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple'::regconfig, words || ' ' || regexp_replace(words, '([a-z])([0-9])', '\1 \2', 'g'))
  FROM (SELECT regexp_replace(lower(left(said, 20000)), '[\s!-/:-@\[-`{-~’‘“”«»–—´…\u00a0]+', ' ', 'g') AS words) AS parted
$$;--> statement-breakpoint
ALTER TABLE "remedies" ALTER COLUMN "amount" SET DATA TYPE numeric;--> statement-breakpoint
CREATE INDEX "cases_words" ON "cases" USING gin (search_words(coalesce(said ->> 'words', '') || ' ' || coalesce(said ->> 'wish', ''))) WHERE said is not null;--> statement-breakpoint
CREATE INDEX "contacts_words" ON "contacts" USING gin (search_words(coalesce(customer_name, '') || ' ' || coalesce(reference, '') || ' ' || coalesce(right(reference, 4), '') || ' ' || coalesce(right(reference, 5), '') || ' ' || coalesce(right(reference, 6), '')));--> statement-breakpoint
CREATE INDEX "customers_words" ON "customers" USING gin (search_words(coalesce(name, '') || ' ' || coalesce(email, '')));--> statement-breakpoint
CREATE INDEX "responses_words" ON "responses" USING gin (search_words(coalesce(answers ->> 'words', '') || ' ' || coalesce(answers ->> 'wish', ''))) WHERE kind = 'dissatisfied';