/**
 * Checks the types, and two rules that only types can see: a `Result` is never dropped unread, and a word that came from outside is never
 * used as a key to read a table (`table[word]` finds something for "constructor"; `lookup` of lib/platform/text does not).
 */
import path from "node:path"
import ts from "typescript"

/** What is wrong in the sources, or in these files, one line each; empty when nothing is. */
export function typeProblems(root: string, files?: string[]): string[] {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(files ?? fileNames, { ...options, incremental: false, noEmit: true })
  const host = { getCanonicalFileName: (name: string) => name, getCurrentDirectory: () => root, getNewLine: () => "\n" }
  const errors = ts.getPreEmitDiagnostics(program).map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim())
  const checker = program.getTypeChecker()
  const ours = program.getSourceFiles().filter(({ fileName }) => files?.includes(fileName) ?? isOurs(path.relative(root, fileName)))
  return [...errors, ...ours.flatMap((file) => strays(file, checker).map(({ node, what }) => `${place(root, file, node)}: ${what}`))]
}

function isOurs(file: string) {
  return (
    /^(app|components|lib|prisma|scripts|middleware|instrumentation)/.test(file) && !file.includes("generated") && !file.endsWith(".d.ts")
  )
}

function place(root: string, file: ts.SourceFile, node: ts.Node) {
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file))
  return `${path.relative(root, file.fileName)}:${line + 1}:${character + 1}`
}

type Stray = { node: ts.Node; what: string }

function strays(file: ts.SourceFile, checker: ts.TypeChecker): Stray[] {
  const found: Stray[] = []
  const visit = (node: ts.Node) => {
    if (ts.isExpressionStatement(node) && isResult(checker.getTypeAtLocation(node.expression), checker))
      found.push({ node, what: "this result is dropped unread: look at `ok`, or say what is foreseen with `tolerate`" })
    if (ts.isElementAccessExpression(node) && !isWritten(node) && isTableReadByWord(node, checker))
      found.push({ node, what: "a table read by any word: use `lookup` of lib/platform/text/lookup" })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Whether a value, or the value of a promise, may be a refusal. */
function isResult(type: ts.Type, checker: ts.TypeChecker): boolean {
  const awaited = checker.getAwaitedType(type) ?? type
  const shapes = awaited.isUnion() ? awaited.types : [awaited]
  return shapes.some((shape) => shape.getProperty("ok") !== undefined && shape.getProperty("why") !== undefined)
}

/** `table[word]` where the word may be any text and the table is an object, not a list. */
function isTableReadByWord({ expression, argumentExpression }: ts.ElementAccessExpression, checker: ts.TypeChecker): boolean {
  const word = checker.getTypeAtLocation(argumentExpression)
  if ((word.flags & ts.TypeFlags.String) === 0) return false
  const table = checker.getNonNullableType(checker.getTypeAtLocation(expression))
  // `process.env` comes from outside anyway, and the code that reads it chooses the name.
  if (expression.getText() === "process.env") return false
  const isList = checker.isArrayLikeType(table) || (table.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any)) !== 0
  return !isList
}

/** `fields[name] = …`, `fields[name] ??= …` */
function isWritten(node: ts.Node) {
  const { parent } = node
  if (ts.isDeleteExpression(parent)) return true
  return ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const problems = typeProblems(path.resolve(import.meta.dirname, ".."))
  for (const problem of problems) console.log(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
