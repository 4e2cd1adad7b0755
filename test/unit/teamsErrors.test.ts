import { expect, test } from 'vitest'
import { chatError, seconds } from '../../integrations/teams/errors.ts'

const now = new Date('2026-11-02T09:00:00Z')
const failed = (statusCode: number, code = '', retryAfter?: string) =>
  Object.assign(new Error('failed'), {
    statusCode,
    response: { bodyAsText: JSON.stringify({ error: { code } }), headers: { get: () => retryAfter } },
  })

test.each([
  [400, 'BadSyntax', 'bug', 'bug'],
  [401, '', 'person', 'person'],
  [403, 'MessageWritesBlocked', 'person', 'person'],
  [403, 'BotNotInConversationRoster', 'person', 'person'],
  [404, 'ConversationNotFound', 'person', 'person'],
  [403, 'ServiceError', 'person', 'gone'],
  [404, 'ActivityNotFoundInConversation', 'gone', 'gone'],
  [408, '', 'ambiguous', 'wait'],
  [412, 'PreconditionFailed', 'wait', 'wait'],
  [413, 'MessageSizeTooBig', 'bug', 'bug'],
  [429, '', 'wait', 'wait'],
  [500, 'ServiceError', 'ambiguous', 'wait'],
  [502, '', 'ambiguous', 'wait'],
  [503, '', 'ambiguous', 'wait'],
  [504, '', 'ambiguous', 'wait'],
])('%i %s: a send is %s, what may be repeated is %s', (status, code, send, repeat) => {
  expect(chatError('send', failed(status, code), now).kind).toBe(send)
  expect(chatError('update', failed(status, code), now, true).kind).toBe(repeat)
  expect(chatError('send', failed(status, code), now).message).toBe(
    `send: HTTP ${status}${code && ` ${code}`}`,
  )
})

test('how long to wait is a number of seconds or a date, at least one, at most an hour', () => {
  expect(chatError('send', failed(429, '', '17'), now).retryAfter).toBe(17)
  expect(seconds('Mon, 02 Nov 2026 09:00:30 GMT', now)).toBe(30)
  expect(seconds('0', now)).toBe(1)
  expect(seconds('99999', now)).toBe(3600)
  expect([seconds('soon', now), seconds(null, now)]).toEqual([undefined, undefined])
})

test('what never left has certainly not arrived; what got no answer may have', () => {
  const refused = new Error('fetch failed', {
    cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
  })
  expect(chatError('send', refused, now).kind).toBe('wait')
  expect(chatError('send', new DOMException('late', 'TimeoutError'), now)).toMatchObject({
    kind: 'ambiguous',
    message: 'send: no answer (TimeoutError)',
  })
  expect(chatError('send', failed(500, 'kari@customer.example said {}'), now).message).toBe('send: HTTP 500')
})
