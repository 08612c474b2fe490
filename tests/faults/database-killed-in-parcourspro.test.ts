import { describe } from "vitest"
import { aClusterToKill, killInEach } from "@/tests/support/killed-gestures"
import { programmeGestures } from "@/tests/support/programme-gestures"

const cluster = aClusterToKill()

describe("9: the database is killed in the middle of", () => killInEach(programmeGestures, cluster))
