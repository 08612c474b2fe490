import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, it, vi } from "vitest"
import { listensOn, ownOrigin, settingOf, settingProblems, settingsSchema } from "@/lib/platform/process/settings"

it("an empty environment has nothing wrong, and reads as .env.example says", () => {
  expect(settingProblems({})).toEqual([])
  expect(settingsSchema.parse({ SEARCHES_PER_MINUTE: "" })).toMatchObject({
    PORT: 3000,
    DATABASE_POOL: 10,
    SEARCHES_PER_MINUTE: 1200,
    RESEND_BASE_URL: "https://api.resend.com",
    RESEND_API_KEY: null,
    MAILS_AT_ONCE: 4,
    MAIL_PATIENCE_SECONDS: 20,
    METRICS_PORT: null,
    WEB_ONLY: false,
    TRUSTED_PROXIES: [],
    LOG_LEVEL: null,
  })
})

it("what is allowed is read: the last port for the worker beside, more seconds than there may be, spaces around a number", () => {
  expect(settingsSchema.parse({ METRICS_PORT: "65535", DRAIN_SECONDS: "10", PORT: " 3001" })).toMatchObject({
    METRICS_PORT: 65_535,
    DRAIN_SECONDS: 5,
    PORT: 3001,
  })
  expect(settingsSchema.parse({ DRAIN_SECONDS: ".5", CONTROL_MANAGERS: "A@b.fr, c@d.fr" })).toMatchObject({
    DRAIN_SECONDS: 0.5,
    CONTROL_MANAGERS: ["a@b.fr", "c@d.fr"],
  })
  expect(settingsSchema.parse({ REGION_DEPARTEMENTS: "2A, 2B" })).toMatchObject({ REGION_DEPARTEMENTS: ["2A", "2B"] })
  expect(settingProblems({ REGION_DEPARTEMENTS: "Gironde" })).toEqual([expect.stringContaining("codes de départements")])
})

it.each([
  [{}, undefined, "http://127.0.0.1:3000"],
  [{ TRUSTED_PROXIES: "loopback" }, "127.0.0.1", "http://127.0.0.1:3000"],
  [{ TRUSTED_PROXIES: "127.0.0.1, ::1/128" }, "127.0.0.1", "http://127.0.0.1:3000"],
  [{ TRUSTED_PROXIES: "loopback, 10.0.0.0/8" }, undefined, "http://127.0.0.1:3000"],
  [{ TRUSTED_PROXIES: "loopback", HOST: "0.0.0.0" }, "0.0.0.0", "http://127.0.0.1:3000"],
  [{ HOST: "::", PORT: "3100" }, "::", "http://127.0.0.1:3100"],
  [{ HOST: "10.1.2.3" }, "10.1.2.3", "http://10.1.2.3:3000"],
  [{ HOST: "fd00::7" }, "fd00::7", "http://[fd00::7]:3000"],
])("with %j pages are served at %s, and the machine itself asks %s", (given, where, own) => {
  for (const name of ["TRUSTED_PROXIES", "HOST", "PORT"] as const) vi.stubEnv(name, (given as Record<string, string>)[name] ?? "")
  expect([listensOn(), ownOrigin()]).toEqual([where, own])
  vi.unstubAllEnvs()
})

it("every setting of .env.example is in the schema, and every one of the schema is explained there", () => {
  const text = readFileSync(path.resolve(import.meta.dirname, "../../../.env.example"), "utf8")
  const explained = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
  const told = Object.keys(settingsSchema.shape).filter((name) => name !== "PORTAIL_DEMONSTRATION")
  expect(explained.toSorted()).toEqual(told.toSorted())
})

it.each([
  ["HOST", "portail", "HOST vaut « portail » : écrivez une adresse de cette machine, par exemple 127.0.0.1, ou 0.0.0.0 pour toutes."],
  ["PORT", "0", "PORT vaut « 0 » : ce n'est pas un numéro de port."],
  ["SEARCHES_PER_MINUTE", "abc", "SEARCHES_PER_MINUTE vaut « abc » : écrivez un nombre entier, de 1 à 1000000."],
  ["DATABASE_POOL", "1e3", "DATABASE_POOL vaut « 1e3 » : écrivez un nombre entier, de 1 à 1000."],
  ["METRICS_PORT", "neuf", "METRICS_PORT vaut « neuf » : ce n'est pas un numéro de port."],
  ["SECOND_FACTOR", "oui", "SECOND_FACTOR vaut « oui » : écrivez required ou optional."],
  ["CONTROL_MANAGERS", "a@b.fr, camille", "CONTROL_MANAGERS contient « camille » : écrivez des adresses e-mail séparées par des virgules."],
  [
    "REQUEST_DELAYS",
    "5,4,3,2,1",
    "REQUEST_DELAYS vaut « 5,4,3,2,1 » : écrivez cinq nombres croissants de jours ouvrés, par exemple 2,4,5,30,90.",
  ],
  [
    "REVIEW_DELAYS",
    "1,5,15,10",
    "REVIEW_DELAYS vaut « 1,5,15,10 » : écrivez trois nombres de jours décroissants avant l’échéance, puis un nombre de jours ouvrés après elle, par exemple 15,5,1,10.",
  ],
  [
    "PREREGISTRATION_DELAYS",
    "2,5,0,10,10",
    "PREREGISTRATION_DELAYS vaut « 2,5,0,10,10 » : écrivez cinq nombres de jours ouvrés, par exemple 2,5,5,10,10.",
  ],
  ["REGISTRATION_DELAYS", "2,4,3", "REGISTRATION_DELAYS vaut « 2,4,3 » : écrivez quatre nombres de jours ouvrés, par exemple 2,4,3,5."],
  ["PAPERS_KEPT", "2,6", "PAPERS_KEPT vaut « 2,6 » : écrivez deux nombres d’années, 3 et 6 au moins, par exemple 3,10."],
  ["EMPLOYER_ANSWER", "peut-être", "EMPLOYER_ANSWER vaut « peut-être » : écrivez required ou tacit."],
  ["DRAFT_DAYS", "60,45", "DRAFT_DAYS vaut « 60,45 » : écrivez deux nombres croissants de jours, par exemple 45,60."],
  ["NEXTAUTH_URL", "portail.fr", "NEXTAUTH_URL vaut « portail.fr » : écrivez une adresse qui commence par http:// ou https://."],
  ["NEXTAUTH_SECRET", "court", "NEXTAUTH_SECRET doit compter au moins 32 caractères."],
  ["MAIL_PATIENCE_SECONDS", "60", "MAIL_PATIENCE_SECONDS vaut « 60 » : écrivez un nombre entier, de 1 à 30."],
  ["DRAIN_SECONDS", "peu", "DRAIN_SECONDS vaut « peu » : écrivez un nombre de secondes, 5 au plus."],
  ["CONTROL_MANAGERS", "é@b.fr", "CONTROL_MANAGERS contient « é@b.fr » : écrivez des adresses e-mail séparées par des virgules."],
])("%s=%s stops the start in words", (name, value, words) => {
  expect(settingProblems({ [name]: value }).map((problem) => problem.replaceAll("\u00a0", " "))).toEqual([words])
})

it("pages read a setting as the start did, and throw rather than guess", () => {
  const { SEARCHES_PER_MINUTE: kept = "" } = process.env
  process.env.SEARCHES_PER_MINUTE = "30"
  expect(settingOf("SEARCHES_PER_MINUTE")).toBe(30)
  process.env.SEARCHES_PER_MINUTE = "abc"
  expect(() => settingOf("SEARCHES_PER_MINUTE")).toThrow("écrivez un nombre entier")
  process.env.SEARCHES_PER_MINUTE = kept
  expect(settingOf("SEARCHES_PER_MINUTE")).toBe(Number(kept) || 1200)
})
