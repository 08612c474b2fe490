/**
 * Makes PDF documents with Typst, in a process of its own that lib/platform/pdf/printer.ts starts and replaces. It runs on Node's own
 * TypeScript, without loader, so it imports only packages.
 */
import { readFileSync } from "node:fs"
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler"

type Asked = { source: string; data: string; at: number }

// The letters of the pages; found in this way the packager brings them along.
const fonts = [
  import.meta.resolve("@expo-google-fonts/figtree/400Regular/Figtree_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/figtree/400Regular_Italic/Figtree_400Regular_Italic.ttf"),
  import.meta.resolve("@expo-google-fonts/figtree/600SemiBold/Figtree_600SemiBold.ttf"),
  import.meta.resolve("@expo-google-fonts/figtree/700Bold/Figtree_700Bold.ttf"),
].map((address) => readFileSync(new URL(address)))

const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] })

process.on("message", ({ source, data, at }: Asked) => {
  try {
    // biome-ignore lint/suspicious/noExplicitAny: the options of `pdf` are typed wider than they are.
    const pdf = compiler.pdf({ mainFileContent: source, inputs: { data } }, { pdfStandard: "ua-1", creationTimestamp: at } as any)
    process.send?.({ pdf: new Uint8Array(pdf) })
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : JSON.stringify(error) })
  }
  // It keeps what it compiled, which serves nothing once the data change.
  compiler.evictCache(0)
})
process.on("disconnect", () => process.exit(0))
process.send?.("ready")
