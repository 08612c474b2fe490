-- Whether someone came to the meeting they were summoned to, once their training body has said so.
ALTER TABLE "preregistration" ADD COLUMN "attended" BOOLEAN;
