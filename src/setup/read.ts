import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
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
export const readOrganisation = (text: string): ReadFile => {
  const lines = new LineCounter()
  if (Buffer.byteLength(text) > MOST_BYTES) throw new SetupError([fault([], 'the file is larger than 1 MB')])
  // The library's own look for keys given twice compares each with each
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const wrong = [
    ...document.errors.map(({ message, pos }) => ({ message, at: pos[0] })),
    ...keysGivenTwice(document),
  ]
  if (wrong.length > 0)
    throw new SetupError(
      wrong
        .slice(0, MOST_FAULTS)
        .map(({ message, at }) => ({ path: [], message, line: lines.linePos(at).line })),
    )
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
/** Nobody mends more in one go, and each is looked up for its line. */
const MOST_FAULTS = 100

const plainOf = (document: Document): unknown => {
  try {
    return document.toJS()
  } catch (error) {
    // Aliases that multiply
    throw new SetupError([fault([], (error as Error).message)])
  }
}

const keysGivenTwice = (document: Document.Parsed): { message: string; at: number }[] => {
  const found: { message: string; at: number }[] = []
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) found.push({ message: 'Map keys must be unique', at: key.range?.[0] ?? 0 })
        seen.add(key.value)
      }
    },
  })
  return found
}

const formFaults = (issue: z.core.$ZodIssue, raw: unknown): Fault[] => {
  const path = pathOf(issue)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => fault([...path, key], 'is not known here'))
  return [fault(path, issueText(issue, raw, SECTIONS))]
}

const SECTIONS = { object: 'a section with keys', record: 'a section with keys' }
