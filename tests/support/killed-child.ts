/**
 * A separate process that begins one of the gestures and is killed (SIGKILL) just before its nth statement, or lives when nth is 0:
 * `node … killed-child.ts <gesture> <nth>`. Prints the picture of the data before the gesture begins and, when the process lives, the
 * number of statements.
 */
import { writeSync } from "node:fs"
import { strikeAtStatement } from "./faulty-cluster"
import { gestures } from "./gestures"
import { pictureOfData } from "./picture"
import { giveTraces } from "./traces"

const [name = "", nth = "0"] = process.argv.slice(2)
const gesture = await gestures[name]?.()
if (!gesture) throw new Error(`no gesture is called ${name}`)
await giveTraces()
writeSync(1, `${JSON.stringify(await pictureOfData())}\n`)
const disarm = strikeAtStatement(Number(nth), () => process.kill(process.pid, "SIGKILL"))
await gesture()
console.log(disarm())
process.exit(0)
