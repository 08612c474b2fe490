/** An application in Python, by a library that shares nothing with ours. */
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { expect, it } from "vitest"
import { anAccount, anActiveAffiliation, aStructure } from "@/tests/support/factories"
import { authlibClient, hasAuthlib } from "@/tests/support/foreign-parties"
import { anApplication, Browser, callback, startProvider } from "@/tests/support/sign-on"

it.skipIf(!hasAuthlib())("Authlib (python3-authlib) signs someone on and reads for which structure", async () => {
  const provider = await startProvider()
  try {
    const application = await anApplication()
    const structure = await aStructure()
    const person = await anAccount({ firstName: "Sacha" })
    await anActiveAffiliation(person.id, structure.id, { rafaelProfil: "prescripteur_2" })
    const browser = new Browser(provider.base)
    await browser.signIn(person.id)
    const { command, args } = authlibClient(provider.base, application.id, application.secret, callback)
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value: address } = await lines.next()
    child.stdin.end(`${(await browser.go(address ?? "")).url.href}\n`)
    const { sub, read } = JSON.parse((await lines.next()).value ?? "{}")
    expect(read).toMatchObject({ sub, given_name: "Sacha", siret: structure.siret, profils: ["prescripteur_2"] })
  } finally {
    await provider.stop()
  }
})
