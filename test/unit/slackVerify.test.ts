import { expect, test } from 'vitest'
import { signSlack } from '../../dev/emulators/slack/sign.ts'
import { isSigned } from '../../integrations/slack/verify.ts'

const secret = 'shh'
const body = 'payload=%7B%7D'
const now = new Date('2026-11-02T09:00:00Z')
const seconds = now.getTime() / 1000

function signed(stamp: string, { over = body, key = secret }: { over?: string; key?: string } = {}): Headers {
  return new Headers({ 'x-slack-request-timestamp': stamp, 'x-slack-signature': signSlack(key, stamp, over) })
}
const check = (headers: Headers, key = secret) => isSigned(headers, new TextEncoder().encode(body), key, now)

test('a request that Slack signed just now is accepted', () => {
  expect(check(signed(String(seconds)))).toBe(true)
})

test('five minutes either way is the limit', () => {
  expect(check(signed(String(seconds - 300)))).toBe(true)
  expect(check(signed(String(seconds + 300)))).toBe(true)
  expect(check(signed(String(seconds - 301)))).toBe(false)
  expect(check(signed(String(seconds + 301)))).toBe(false)
})

test('another body, secret or timestamp is refused', () => {
  expect(check(signed(String(seconds), { over: `${body} ` }))).toBe(false)
  expect(check(signed(String(seconds), { key: 'other' }))).toBe(false)
  const moved = signed(String(seconds - 10))
  moved.set('x-slack-request-timestamp', String(seconds))
  expect(check(moved)).toBe(false)
})

test('without a secret nothing is accepted', () => {
  expect(check(signed(String(seconds), { key: '' }), '')).toBe(false)
})

test.each([
  ['', 'v0=00'],
  ['NaN', ''],
  ['1e9', 'v0='],
  [' ', `v0=${'0'.repeat(64)}`],
  [String(seconds), `v1=${'0'.repeat(64)}`],
  [String(seconds), `v0=${'g'.repeat(64)}`],
  [String(seconds), `v0=${'0'.repeat(65)}`],
])('a malformed header is refused (%s, %s)', (stamp, signature) => {
  expect(check(new Headers({ 'x-slack-request-timestamp': stamp, 'x-slack-signature': signature }))).toBe(
    false,
  )
})

test('missing headers are refused', () => {
  expect(check(new Headers())).toBe(false)
})
