import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as asked from '../../src/mails/askedMails.ts'
import { colours } from '../../src/mails/colours.ts'
import { invitationMail, reminderMail } from '../../src/mails/invitation.ts'
import type { Drawn } from '../../src/mails/look.ts'
import * as remedies from '../../src/mails/remedyMails.ts'
import * as turns from '../../src/mails/turnMails.ts'
import * as worded from '../../src/mails/wordMails.ts'

type Given = { language?: string; hostile?: string; name?: string; channel?: string; words?: string }

const all = ({ language = 'en', hostile = '', name, channel = 'phone', words }: Given = {}) => {
  const common = {
    brand: {
      name: `Nordlys${hostile}`,
      senderName: `Nordlys${hostile}`,
      colour: `#123456${hostile}`,
      logoSvg: null,
      replyTo: 'hej@nordlys.example',
    },
    language,
    timeZone: 'America/New_York',
    customerName: name ?? `Åsa${hostile}`,
  }
  const invitation = {
    ...common,
    contact: {
      channel,
      endedAt: new Date('2026-11-21T02:05:00Z'),
      reference: `R1${hostile}`,
      staffMember: `Kari${hostile}`,
    },
    surveyUrl: 'https://amends.example/s/token',
    unsubscribeUrl: 'https://amends.example/u/token',
    expiresAt: new Date('2026-12-05T02:05:00Z'),
  }
  const own = words ?? `We lost it.\n\nI found it${hostile}`
  const due = new Date('2026-11-24T22:00:00Z')
  const of = {
    ...common,
    caseUrl: 'https://amends.example/c/token',
    reference: `R1${hostile}`,
    person: 'Ina',
  }
  const remedy = { kind: 'refund', words: `Back to your card${hostile}`, amount: '250.00', currency: 'EUR' }
  const done = { ...of, done: own, remedies: [remedy] }
  return {
    invitation: invitationMail(invitation),
    reminder: reminderMail(invitation),
    apology: worded.apologyMail({ ...of, words: own, next: { kind: 'next word', due } }),
    progress: worded.progressMail({ ...of, words: own, next: { kind: 'remedy', due } }),
    question: worded.questionMail({ ...of, words: own, due }),
    account: worded.accountMail({ ...of, words: own }),
    link: worded.linkMail(of),
    promised: remedies.remedyPromisedMail({ ...of, remedy: { ...remedy, due } }),
    remedyDone: remedies.remedyDoneMail({
      ...of,
      words: own,
      remedies: [remedy],
      left: [{ ...remedy, due }],
    }),
    done: asked.doneMail(done),
    doneReminder: asked.doneReminderMail(done),
    spoken: asked.spokenMail(of),
    handover: turns.handoverMail({ ...of, to: `Kari${hostile}`, department: `Returns${hostile}` }),
    called: turns.callMail({ ...of, what: 'booked', at: due, phone: '+46 70 123 45 67' }),
    moved: turns.callMail({ ...of, what: 'moved', at: due, phone: '+46 70 123 45 67' }),
    cancelled: turns.callMail({ ...of, what: 'cancelled', at: due, phone: '' }),
    near: turns.callMail({ ...of, what: 'near', at: due, phone: '+46 70 123 45 67' }),
    final: turns.finalAnswerMail({ ...of, words: own, body: `ARN${hostile}` }),
    withdrawn: turns.endedMail({ ...of, why: 'withdrawn' }),
    mistake: turns.endedMail({ ...of, why: 'answered by mistake' }),
  } satisfies Record<string, Drawn>
}

const tags = (html: string) => [...html.matchAll(/<\/?(\w+)[^>]*>/g)].map(([tag]) => tag)
const links = (text: string) => text.match(/https?:\/\/[^\s"<&]+/g) ?? []

describe.each(['en', 'sv', 'nb'])('every mail in %s', (language) => {
  test.each(Object.entries(all({ language })))('%s is whole, light and fetches nothing', (_name, mail) => {
    expect(mail.html).toContain(`<html lang="${language}">`)
    expect(mail.html).not.toMatch(/<img|<script|<link|<iframe|src=|url\(|@import|undefined|\[object/i)
    expect(mail.text).not.toMatch(/undefined|\[object|<\w/)
    expect(mail.text).toMatch(/^(Hello Åsa,|Hej Åsa!|Hei, Åsa!)\n/)
    expect(Buffer.byteLength(mail.html)).toBeLessThan(15_000)
    expect(new Set(links(mail.html))).toEqual(new Set(links(mail.text)))
  })
})

test('customer text stays text', () => {
  const hostile = `"'><img src=x onerror=alert(1)><a href="https://evil.example">x</a></style>&amp;\r\nBcc: a@b`
  const calm = all()
  for (const [name, mail] of Object.entries(all({ hostile, name: 'Åsa' }))) {
    const expected = tags(calm[name as keyof typeof calm].html).filter((tag) => tag !== '<br>')
    const shown = tags(mail.html).filter((tag) => tag !== '<br>')
    expect(shown.map((tag) => tag.replaceAll('#1f4e79', '#123456'))).toEqual(expected)
    expect(mail.subject).not.toMatch(/[\r\n]/)
  }
})

test('a customer is not called by what a mail program would make a link of', () => {
  for (const name of ['Win at evil.example', 'http://evil.example', 'a@b.example', 'x'.repeat(200)])
    expect(all({ name }).invitation.text).toMatch(/^Hello,\n/)
  for (const name of ['Åsa Lind', 'Jean-Luc O’Hara', 'J. R. Øst', '李小龍'])
    expect(all({ name }).invitation.text).toContain(`Hello ${name},`)
})

test('an invitation has five answers, each named in words for who hears it', () => {
  const { invitation } = all({ language: 'sv' })
  const answers = [...invitation.html.matchAll(/href="([^"]+)" aria-label="([^"]+)"/g)]
  expect(answers.map(([, url]) => url)).toEqual(
    [1, 2, 3, 4, 5].map((score) => `https://amends.example/s/token?score=${score}`),
  )
  expect(answers[0]![2]).toBe('1 av 5, mycket missnöjd')
  expect(invitation.text).toContain('https://amends.example/u/token')
})

test('times are the customer’s own', () => {
  expect(all({ language: 'nb' }).invitation.text).toContain('Når: fredag 20. november kl.\u00a021:05')
  expect(all().promised.text).toContain('At the latest Tuesday 24 November at\u00a017:00')
})

test('an apology keeps its lines, and is greeted and signed once', () => {
  const { apology } = all({ words: 'Dear Åsa,\nwe lost it.\n\nI found it.' })
  expect(apology.html).toContain('Dear Åsa,<br>we lost it.</p><p')
  expect(all({ words: 'Hallå Åsa!' }).progress.text).toMatch(/^Hallå Åsa!\n\nIna/)
  expect(all({ words: 'Good news: Heidi found it.' }).progress.text).toMatch(/^Hello Åsa,\n\nGood news/)
  expect(apology.text).toMatch(/^Dear Åsa,\nwe lost it\.\n\nI found it\.\n\nIna\nNordlys\n\nYou will hear/)
})

test('the confirmation asks yes, partly or not yet', () => {
  for (const mail of [all().done, all().doneReminder])
    expect(links(mail.text).filter((url) => url.includes('?answer'))).toEqual(
      ['yes', 'partly', 'not%20yet'].map((answer) => `https://amends.example/c/token?answer=${answer}`),
    )
})

test('every case mail leads to the case page and to its stop; a call is told without the whole number', () => {
  const { invitation: _asks, reminder: _again, ...mails } = all({ language: 'sv' })
  for (const mail of Object.values(mails)) {
    expect(links(mail.text)).toContain('https://amends.example/c/token')
    expect(mail.text).toContain('Stoppa alla meddelanden:\nhttps://amends.example/c/token?stop')
  }
  expect(mails.called.text).toContain('numret som slutar på 67')
  expect(JSON.stringify(mails)).not.toContain('123 45')
})

test('a language or a channel we have no words for still makes a good mail', () => {
  expect(all({ language: 'fi', channel: 'fax' }).invitation.subject).toBe(
    'How was your contact with Nordlys?',
  )
  expect(all({ language: 'fi' }).invitation.html).toContain('<html lang="en">')
  expect(all({ language: 'no-NO' }).apology.subject).toMatch(/^En beklagelse fra/)
  expect(all({ channel: 'constructor' }).invitation.subject).toBe('How was your contact with Nordlys?')
})

test('words on a button can be read on any brand colour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const { brand, on } = colours(`#${value.toString(16).padStart(6, '0')}`)
      return contrast(brand, on) >= 4.5
    }),
  )
})

const contrast = (one: string, other: string) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
const luminance = (colour: string) => {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
