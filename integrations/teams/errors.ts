import { ChatError } from '../chat.ts'

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
const WAIT = new Set([412, 429])
const MAX_WAIT_SECONDS = 3600

type Failed = {
  statusCode: number
  response?: { bodyAsText?: string | null; headers?: { get(name: string): string | undefined } }
}
const isFailed = (error: unknown): error is Failed =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'

/**
 * What a failed call means to the outbox (contracts.md): whatever is not surely refused may have been shown.
 * `repeatable`: making the call again does no harm, so an unknown outcome only has to wait.
 */
export function chatError(what: string, error: unknown, now: Date, repeatable = false): ChatError {
  if (error instanceof ChatError) return error
  if (!isFailed(error)) {
    const code = codeOf(error)
    if (NEVER_SENT.has(code)) return new ChatError('wait', `${what}: Teams can't be reached (${code})`)
    const name = error instanceof Error ? error.name : 'unknown'
    return new ChatError(repeatable ? 'wait' : 'ambiguous', `${what}: no answer (${name})`)
  }
  const { statusCode: status, response } = error
  const message = `${what}: HTTP ${status}${codeIn(response?.bodyAsText)}`
  if (WAIT.has(status))
    return new ChatError('wait', message, seconds(response?.headers?.get('retry-after'), now))
  if (status === 408 || status >= 500) return new ChatError(repeatable ? 'wait' : 'ambiguous', message)
  if (isGone(what, status, response?.bodyAsText ?? '')) return new ChatError('gone', message)
  return new ChatError([400, 413].includes(status) ? 'bug' : 'person', message)
}

/**
 * A message that somebody deleted. Teams names it for an id it never knew, and answers an update of one that was
 * deleted with 403 ServiceError "Unknown" (github.com/microsoft/BotFramework-Services issue 269); older answers were
 * 400 "not a known activity id" (github.com/MicrosoftDocs/msteams-docs issue 399).
 */
const isGone = (what: string, status: number, body: string): boolean =>
  (status === 404 && /"(Activity|Message)NotFound/.test(body)) ||
  (what === 'update' && status === 403 && /"ServiceError"/.test(body)) ||
  (status === 400 && /not a known activity id/i.test(body))

/** The error's name as Teams gives it, such as MessageWritesBlocked. */
function codeIn(body: string | null | undefined): string {
  try {
    const code = (JSON.parse(body ?? '') as { error?: { code?: unknown } }).error?.code
    return typeof code === 'string' && /^\w{1,80}$/.test(code) ? ` ${code}` : ''
  } catch {
    return ''
  }
}

/** Seconds, or a date. */
export function seconds(value: string | null | undefined, now: Date): number | undefined {
  if (!value) return undefined
  const wait = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now.getTime()) / 1000)
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 1), MAX_WAIT_SECONDS) : undefined
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause as Error, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return ''
}
