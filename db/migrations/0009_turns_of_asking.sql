CREATE TABLE "ask_turns" (
	"bucket" integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
INSERT INTO "ask_turns" ("bucket") SELECT generate_series(0, 1023);
