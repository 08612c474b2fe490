import { afterAll } from "vitest"
import { db } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { closeThrottle } from "@/lib/platform/http/throttle"

/** The settings of a portal; each test starts the PostgreSQL it disturbs, and says where it is (`DATABASE_URL`). */
Object.assign(process.env, {
  NEXTAUTH_URL: "https://portail.test",
  NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
  MAIL_FROM: "Portail <portail@portail.test>",
  SUPPORT_EMAIL: "assistance@portail.test",
  RESEND_API_KEY: "re_test",
})

afterAll(async () => {
  await closeJobs()
  await closeThrottle()
  // A test of builds has no database.
  if (process.env.DATABASE_URL) await db.$disconnect()
})
