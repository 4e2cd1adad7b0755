import { webApi } from '@slack/bolt'
import { ChatError } from '../chat.ts'

const set = (names: string) => new Set(names.split(' '))

// https://docs.slack.dev/reference/methods: every other error Slack names is ours (`bug`): kept and listed.
const PERSON = set(
  'channel_not_found is_archived not_in_channel restricted_action restricted_action_read_only_channel ' +
    'restricted_action_thread_only_channel restricted_action_non_threadable_channel missing_scope invalid_auth ' +
    'not_authed token_revoked token_expired account_inactive no_permission access_denied accesslimited ' +
    'ekm_access_denied org_login_required team_access_not_granted team_not_found not_allowed_token_type ' +
    'user_not_found cannot_dm_bot messages_tab_disabled two_factor_setup_required',
)
const WAIT = set(
  'ratelimited rate_limited service_unavailable team_added_to_org external_channel_migrating ' +
    'message_limit_exceeded request_timeout',
)
/** A message of ours that was deleted, or that belongs to an earlier installation of the app. */
const GONE = set('message_not_found thread_not_found cant_update_message')
const AMBIGUOUS = set('internal_error fatal_error')
const NEVER_SENT = set('ECONNREFUSED ENOTFOUND EAI_AGAIN')

/** What a failed call means to the outbox. Whatever is not surely refused may have been shown. */
export function chatError(method: string, error: unknown): ChatError {
  if (error instanceof ChatError) return error
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new ChatError('wait', `${method}: rate limited`, error.retryAfter)
  if (error instanceof webApi.WebAPIPlatformError) return platformError(method, error.data)
  if (error instanceof webApi.WebAPIHTTPError) {
    const message = `${method}: HTTP ${error.statusCode}`
    if (error.statusCode >= 500 || error.statusCode === 408) return new ChatError('ambiguous', message)
    return new ChatError(error.statusCode === 413 ? 'bug' : 'person', message)
  }
  const cause = error instanceof webApi.WebAPIRequestError ? error.original : error
  return NEVER_SENT.has(codeOf(cause))
    ? new ChatError('wait', `${method}: Slack can't be reached (${codeOf(cause)})`)
    : new ChatError('ambiguous', `${method}: no answer (${cause instanceof Error ? cause.name : 'unknown'})`)
}

function platformError(method: string, data: { error: string; response_metadata?: object }): ChatError {
  const { error, response_metadata: meta = {} } = data
  // The client puts a body that is no JSON here as it came, so an answer cut short looks like an error's name.
  if (!/^[a-z0-9_]{1,80}$/i.test(error) || AMBIGUOUS.has(error)) {
    return new ChatError('ambiguous', `${method}: ${/^\w{1,80}$/.test(error) ? error : 'unreadable answer'}`)
  }
  if (WAIT.has(error)) return new ChatError('wait', `${method}: ${error}`, number(meta, 'retryAfter'))
  if (PERSON.has(error)) return new ChatError('person', `${method}: ${error}`)
  if (GONE.has(error)) return new ChatError('gone', `${method}: ${error}`)
  const details = 'messages' in meta && Array.isArray(meta.messages) ? ` (${meta.messages.join('; ')})` : ''
  return new ChatError('bug', `${method}: ${error}${details}`.slice(0, 500))
}

const number = (from: object, key: string): number | undefined => {
  const value = (from as Record<string, unknown>)[key]
  return typeof value === 'number' ? value : undefined
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return ''
}
