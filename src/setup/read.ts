import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { z } from 'zod/v4'
import { issueText, pathOf } from '../../integrations/issues.ts'
import { type Fault, fault, type Path, SetupError } from './fault.ts'
import { referenceFaults } from './references.ts'
import { type OrganisationFile, organisationFile } from './schema.ts'

export type ReadFile = {
  file: OrganisationFile
  /** Adds to a fault the line it is on. */
  placed: (fault: Fault) => Fault
}

/** Reads organisation.yaml. Throws SetupError with every fault. */
export const readOrganisation = (given: string): ReadFile => {
  const lines = new LineCounter()
  const unreadable = (message: string) => new SetupError([fault([], message)])
  if (Buffer.byteLength(given) > MOST_BYTES) throw unreadable('the file is larger than 1 MB')
  if (/[\0\uFFFD]/.test(given)) throw unreadable('the file is not text in UTF-8')
  const text = given.replace(/^\uFEFF/, '')
  // The library's own look for keys given twice compares each with each
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const wrong = [
    ...document.errors.map(({ code, message, pos }) => ({
      path: [],
      message: SENTENCES[code] ?? (/call stack/.test(message) ? 'it is nested too deeply' : message),
      at: pos[0],
    })),
    ...keysGivenTwice(document),
  ].sort((one, other) => one.at - other.at)
  if (wrong.length > 0)
    throw new SetupError(
      wrong.slice(0, MOST_FAULTS).map(({ at, ...one }) => ({ ...one, line: lines.linePos(at).line })),
    )
  if (document.contents === null)
    throw unreadable('the file is empty: organisation.yaml is an example to begin with')
  if (!isMap(document.contents))
    throw unreadable('the file is no set-up: it wants keys with values, such as "name: Nordly"')
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return undefined
  }
  const placed = (one: Fault): Fault => ({ ...one, line: lineOf(one.path) })
  const raw = plainOf(document)
  const parsed = organisationFile.safeParse(raw)
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => formFaults(issue, raw))),
    ...referenceFaults(raw),
  ]
    .slice(0, MOST_FAULTS)
    .map(placed)
  if (faults.length > 0 || !parsed.success)
    throw new SetupError(faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)))
  return { file: parsed.data, placed }
}

/** An organisation of 500 departments takes half of it. */
const MOST_BYTES = 1024 * 1024
/** Nobody corrects more than that in one go, and each is looked up for its line. */
const MOST_FAULTS = 100

const plainOf = (document: Document): unknown => {
  try {
    return document.toJS()
  } catch (error) {
    // Aliases that multiply, or name an anchor that is not there
    throw new SetupError([fault([], `the file can't be read: ${(error as Error).message}`)])
  }
}

/** Each by its path and where it stands. */
const keysGivenTwice = (document: Document.Parsed): { path: string[]; message: string; at: number }[] => {
  const found: { path: string[]; message: string; at: number }[] = []
  visit(document, {
    Map: (_, { items }, above) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value))
          found.push({
            path: [...above.flatMap(nameOf), String(key.value)],
            message: 'is there twice',
            at: key.range?.[0] ?? 0,
          })
        seen.add(key.value)
      }
    },
  })
  return found
}

const nameOf = (node: unknown): string[] => {
  const key = (node as Pair).key
  return isScalar(key) ? [String(key.value)] : []
}

const SENTENCES: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'a tab stands where spaces are wanted: YAML is indented by spaces',
  BAD_INDENT:
    'this stands at no key’s place: keys of one section begin below each other, and what begins with # is a comment unless it is in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " stands in this line: a text that has one wants quotes',
  MULTILINE_IMPLICIT_KEY: 'a key and its colon stand on one line',
  MISSING_CHAR: 'a quotation mark or a bracket that is opened here is not closed',
  MULTIPLE_DOCS: 'a second document begins ("---"): the set-up is one',
}

const formFaults = (issue: z.core.$ZodIssue, raw: unknown): Fault[] => {
  const path = pathOf(issue)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => fault([...path, key], 'is not known here'))
  return [fault(path, issueText(issue, raw, SECTIONS))]
}

const SECTIONS = {
  object: 'a section with keys',
  record: 'a section with keys',
  null: 'is empty: what begins with # is a comment unless it is in quotes',
}
