import { describe } from "vitest"
import { aClusterToKill, killInEach } from "@/tests/support/killed-gestures"
import { rafaelGestures } from "@/tests/support/rafael-gestures"

const cluster = aClusterToKill()

describe("9: the database is killed in the middle of", () => killInEach(rafaelGestures, cluster))
