import { describe, expect, test } from 'vitest'
import { meaningOf } from '../../integrations/mail/replies.ts'
import { smtpReplies } from '../fixtures/smtpReplies.ts'

test.each(smtpReplies)('%s %s: %s', (phase, reply, kind, ours) => {
  expect(meaningOf(phase, reply)).toEqual({ kind, ours: ours === 'ours' })
})

const suppressing = smtpReplies.filter(([, , kind]) => kind === 'address').map(([, reply]) => reply)

describe('only the address’s own fault at RCPT suppresses', () => {
  test.each(['connect', 'auth', 'mail', 'data', 'after'] as const)('never at %s', (phase) => {
    for (const reply of suppressing) expect(meaningOf(phase, reply).kind).not.toBe('address')
  })

  test('never with words about us or a blocklist, whatever the code', () => {
    const words = [
      'blocked using zen.spamhaus.org',
      'Client host rejected: cannot find your reverse hostname',
      'Sender address rejected',
      'Message rejected due to DMARC policy',
      'SPF check failed',
      'listed at bl.spamcop.net',
      'Your IP has a poor reputation',
      'Email blocked by bl.barracudacentral.org',
      'Daily sending quota exceeded',
      'Too many messages: rate limit',
      'Relay access denied',
      'found in DNSBL',
    ]
    for (const code of ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])
      for (const said of words)
        expect([said, meaningOf('rcpt', `550 ${code} ${said}`).kind]).toEqual([said, 'person'])
  })

  test('never by another code of any class', () => {
    const listed = ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']
    for (let subject = 0; subject <= 7; subject++)
      for (let detail = 0; detail <= 60; detail++)
        for (const kind of [4, 5]) {
          const status = `${kind}.${subject}.${detail}`
          if (listed.includes(status)) continue
          expect([status, meaningOf('rcpt', `550 ${status} User unknown`).kind]).not.toEqual([
            status,
            'address',
          ])
        }
  })

  test('what the customer is called counts for nothing', () => {
    expect(meaningOf('rcpt', '550 5.1.1 <spam.policy@blocked.example>: User unknown').kind).toBe('address')
  })

  test('an address in numbers that looks like a code is none', () => {
    expect(meaningOf('rcpt', '550 Go away, 5.1.1.7').kind).toBe('person')
  })
})
