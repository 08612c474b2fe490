import { parseAsStringLiteral } from "nuqs/server"
import { reading, words } from "@/lib/platform/http/search-params"

/** What the address of a proof says: the structure, and the form of the file. */
export const readProofAddress = reading({ structure: words, format: parseAsStringLiteral(["csv", "pdf"] as const).withDefault("csv") })
