import type { z } from 'zod/v4'
import { home, messageBlocks, modal } from './blockKit.ts'
import type { Metadata } from './types.ts'

type MessagePayload = { text?: unknown; blocks?: unknown; attachments?: unknown; metadata?: unknown }
type Refusal = { error: string; messages: string[] }

/** Problems of a chat.postMessage or chat.update payload; empty when Slack would take it. */
export function checkMessage(payload: MessagePayload, update = false): string[] {
  const refusal = refuseMessage(payload, update)
  if (!refusal) return []
  return refusal.messages.length ? refusal.messages : [refusal.error]
}

/** The first error Slack would answer with, or undefined. */
export function refuseMessage(payload: MessagePayload, update = false): Refusal | undefined {
  const { text, blocks, attachments, metadata } = payload
  if (blocks !== undefined && !Array.isArray(blocks)) return { error: 'invalid_blocks_format', messages: [] }
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0
  if (!hasBlocks && !text && !(Array.isArray(attachments) && attachments.length)) {
    return { error: 'no_text', messages: [] }
  }
  if (typeof text === 'string' && text.length > (update ? 4000 : 40_000))
    return { error: 'msg_too_long', messages: [] }
  if (hasBlocks) {
    const problems = problemsOf(messageBlocks, blocks, '/blocks')
    if (problems.length) return { error: 'invalid_blocks', messages: problems }
    if (lengthOfText(blocks) > 13_200) return { error: 'msg_blocks_too_long', messages: [] }
  }
  const problem = refuseMetadata(metadata as Metadata | undefined)
  return problem ? { error: problem, messages: [] } : undefined
}

/** Problems of a modal; empty when Slack would open it. */
export const checkView = (view: object): string[] => problemsOf(modal, view, '/view')

/** Problems of a home tab; empty when Slack would publish it. */
export const checkHome = (view: object): string[] => problemsOf(home, view, '/view')

/** In Slack's own words, each with the JSON pointer of its place. */
const problemsOf = (schema: z.ZodType, given: unknown, root: string): string[] =>
  (schema.safeParse(given, { error: (issue) => inSlacksWords(issue) }).error?.issues ?? []).map(
    ({ message, path }) => `${message} [json-pointer:${[root, ...path].join('/')}]`,
  )

function inSlacksWords(issue: z.core.$ZodRawIssue): string {
  const items = issue.origin === 'array'
  switch (issue.code) {
    case 'too_big':
      return items
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`
    case 'too_small':
      return items
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1} characters`
    case 'unrecognized_keys':
      return `invalid additional property: ${(issue.keys as string[]).join(', ')}`
    case 'invalid_type':
      return issue.input === undefined
        ? `missing required field: ${String(issue.path?.at(-1))}`
        : `must be a valid ${issue.expected}`
    case 'invalid_format':
      return 'has an invalid format'
    default:
      return `unsupported type: ${(issue.input as { type?: string } | null)?.type ?? issue.input}`
  }
}

// Not documented; users measured that about 13,200 characters of text in all is the most Slack takes.
function lengthOfText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + lengthOfText(item), 0)
  if (!value || typeof value !== 'object') return 0
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + (key === 'text' && typeof item === 'string' ? item.length : lengthOfText(item)),
    0,
  )
}

function refuseMetadata(metadata: Metadata | undefined): string | undefined {
  if (metadata === undefined || Object.keys(metadata).length === 0) return undefined
  const { event_type: type, event_payload: payload } = metadata
  if (typeof type !== 'string' || !type || !payload || typeof payload !== 'object')
    return 'invalid_metadata_format'
  return JSON.stringify(metadata).length > 8000 ? 'metadata_too_large' : undefined
}
