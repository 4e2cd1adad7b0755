import { isNode, LineCounter, parseDocument } from 'yaml'
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
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new SetupError(
      document.errors.map(({ message, pos }) => ({ path: [], message, line: lines.linePos(pos[0]).line })),
    )
  }
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return undefined
  }
  const placed = (one: Fault): Fault => ({ ...one, line: lineOf(one.path) })
  const raw: unknown = document.toJS()
  const parsed = organisationFile.safeParse(raw)
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => formFaults(issue, raw))),
    ...referenceFaults(raw),
  ].map(placed)
  if (faults.length > 0 || !parsed.success)
    throw new SetupError(faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)))
  return { file: parsed.data, placed }
}

const formFaults = (issue: z.core.$ZodIssue, raw: unknown): Fault[] => {
  const path = pathOf(issue)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => fault([...path, key], 'is not known here'))
  return [fault(path, issueText(issue, raw, SECTIONS))]
}

const SECTIONS = { object: 'a section with keys', record: 'a section with keys' }
