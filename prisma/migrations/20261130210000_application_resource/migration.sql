-- The interface of an application that reads tokens by itself: the only one for which tokens are JWT (docs/sign-on.md).
ALTER TABLE "application" ADD COLUMN "resource_address" TEXT;
