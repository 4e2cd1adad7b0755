import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailColours } from '../../src/colour.ts'
import { languages } from '../../src/locales/index.ts'
import * as asked from '../../src/mails/askedMails.ts'
import { dataMail } from '../../src/mails/dataMails.ts'
import * as ends from '../../src/mails/endMails.ts'
import { invitationMail, reminderMail } from '../../src/mails/invitation.ts'
import { line, type RenderedMail } from '../../src/mails/look.ts'
import * as remedies from '../../src/mails/remedyMails.ts'
import * as turns from '../../src/mails/turnMails.ts'
import * as worded from '../../src/mails/wordMails.ts'

type Given = {
  language?: string
  hostile?: string
  name?: string
  channel?: string
  words?: string
  zoneNamed?: boolean
}

const all = ({
  language = 'en',
  hostile = '',
  name,
  channel = 'phone',
  words,
  zoneNamed = false,
}: Given = {}) => {
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
    now: new Date('2026-03-11T12:00:00Z'),
    zoneNamed,
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
  const end = {
    withdrawn: [
      { what: remedy, when: null, why: `The lamp is sold out${hostile}` },
      { what: 'word' as const, when: due, why: own },
      { what: 'request' as const, when: null, why: own },
      { what: 'call-back' as const, when: due, why: own },
    ],
    owed: [{ ...remedy, due }],
  }
  return {
    invitation: invitationMail(invitation),
    reminder: reminderMail(invitation),
    apology: worded.apologyMail({ ...of, words: own, next: { kind: 'next word', due } }),
    progress: worded.progressMail({ ...of, words: own, next: { kind: 'remedy', due } }),
    question: worded.questionMail({ ...of, words: own, due }),
    account: worded.accountMail({ ...of, words: own }),
    link: worded.linkMail(of),
    copyAsked: dataMail({ ...of, what: 'copy', url: of.caseUrl, until: due }),
    erasureAsked: dataMail({ ...of, what: 'erasure', url: of.caseUrl, until: due }),
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
    final: turns.finalAnswerMail({ ...of, words: own, body: `ARN${hostile}`, end }),
    withdrawn: turns.endedMail({ ...of, why: 'withdrawn', end }),
    mistake: turns.endedMail({ ...of, why: 'answered by mistake', end: { withdrawn: [], owed: [] } }),
    takenBack: ends.withdrawnMail({ ...of, end }),
    disputed: ends.disputedMail({ ...of, words: own, remedy, body: `ARN${hostile}` }),
  } satisfies Record<string, RenderedMail>
}

const tags = (html: string) => [...html.matchAll(/<\/?(\w+)[^>]*>/g)].map(([tag]) => tag)
const links = (text: string) => text.match(/https?:\/\/[^\s"<&]+/g) ?? []

describe.each(languages)('every mail in %s', (language) => {
  test.each(Object.entries(all({ language })))('%s is whole, light and fetches nothing', (_name, mail) => {
    expect(mail.html).toContain(`<html lang="${language}">`)
    expect(mail.html).not.toMatch(/<img|<script|<link|<iframe|src=|url\(|@import|undefined|\[object/i)
    expect(mail.text).not.toMatch(/undefined|\[object|<\w/)
    expect(mail.text).toMatch(/^(Hello Åsa,|Hej Åsa!|Hei, Åsa!)\n/)
    expect(mail.text).toContain('\n\n-- \nNordlys\n\n')
    expect(Buffer.byteLength(mail.html)).toBeLessThan(15_000)
    expect(new Set(links(mail.html))).toEqual(new Set(links(mail.text)))
  })
})

test('customer text stays text', () => {
  const hostile = `"'><img src=x onerror=alert(1)><a href="https://evil.example">x</a></style>&amp;\r\nBcc: a@b`
  const calm = all()
  for (const [name, mail] of Object.entries(all({ hostile, name: 'Åsa' }))) {
    const expected = tags(calm[name as keyof typeof calm].html).filter((tag) => tag !== '<br/>')
    const shown = tags(mail.html).filter((tag) => tag !== '<br/>')
    expect(shown.map((tag) => tag.replaceAll('#1f4e79', '#123456'))).toEqual(expected)
    expect(mail.subject).not.toMatch(/[\r\n]/)
  }
})

/** Given, and what the mail calls them; null: greeted without a name. */
const names: [given: string, called: string | null][] = [
  ['Åsa Lind', 'Åsa'],
  ['Jean-Luc O’Hara', 'Jean-Luc'],
  ['李小龍', '李小龍'],
  ['김 민준', '김 민준'],
  ['Berg, Kim', 'Kim'],
  ['Berg, Kim, Oslo', null],
  ['Kim Berg, MD', 'Kim'],
  ['D’Arcy', 'D’Arcy'],
  ["N'Golo Kanté", "N'Golo"],
  ['Dr. Kim Berg', 'Kim'],
  ['Herr Kim Berg', 'Kim'],
  ['Prof. Dr. Kim Berg', 'Kim'],
  ['Dr. med. Kim Berg', 'Kim'],
  ['Dr med Kim Berg', 'Kim'],
  ['Frau Kim Berg', 'Kim'],
  ['Sr. Kim Berg', 'Kim'],
  ['Asa Berg', 'Asa'],
  ['Jean‑Pierre Dupont', 'Jean‑Pierre'],
  ['Mr Berg', null],
  ['Frau Berg', null],
  ['Herr', null],
  ['Ms', null],
  ['Mr and Mrs Berg', null],
  ['Kim och Bo Berg', null],
  ['Kundtjänst', null],
  ['Sales Team', null],
  ['Café Sol', null],
  ['Bergs Bygg', null],
  ['Facebook User', null],
  ['Instagram-bruker', null],
  ['Raderad användare', null],
  ['Anonymiserad', null],
  ['Testperson', null],
  ['Dear Customer', null],
  ['do not reply', null],
  ['uten navn', null],
  ['John Doe', null],
  ['Ola Nordmann', null],
  ['AS', null],
  ['Fru Berg', null],
  ['علی\u200cرضا رضایی', 'علی\u200cرضا'],
  ['क्\u200dष राव', 'क्\u200dष'],
  ['Kim (Berg)', 'Kim'],
  ['Kim', 'Kim'],
  ['Kim null', 'Kim'],
  ['J. R. Øst', null],
  ['K', null],
  ['van Dijk', null],
  ['null null', null],
  ['null Berg', null],
  ['undefined', null],
  ['-', null],
  ['–', null],
  ['.', null],
  ['Unknown', null],
  ['unknown caller', null],
  ['Guest', null],
  ['N/A', null],
  ['n.a.', null],
  ['Test', null],
  ['Test Testsson', null],
  ['Kund', null],
  ['Kund 1234', null],
  ['Ukjent', null],
  ['Ukjent kunde', null],
  ['Okänd', null],
  ['Gäst', null],
  ['Anonymous', null],
  ['Ikke oppgitt', null],
  ['No name', null],
  ['{{first_name}}', null],
  ['%FIRSTNAME%', null],
  ['kim@mail.example', null],
  ['KIM BERG', null],
  ['KIM', null],
  ['46701234567', null],
  ['Kim2', null],
  ['Nordly AB', null],
  ['Acme Ltd.', null],
  ['Kim & Bo', null],
  ['Familjen Berg', null],
  ['xx', null],
  ['asdf', null],
  ['Win at evil.example', null],
  ['http://evil.example', null],
  ['x'.repeat(200), null],
]

test('a long name in a subject ends before a character, not within it', () => {
  expect(line(`${'x'.repeat(119)}😀`)).toBe('x'.repeat(119))
})

test.each(names)('a customer named %j is called %j', (name, called) => {
  expect(all({ name }).invitation.text.split('\n')[0]).toBe(called ? `Hello ${called},` : 'Hello,')
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

test('an apology keeps its lines, and is greeted and signed once; an account keeps its empty lines', () => {
  expect(all().account.html).toContain('We lost it.<br/><br/>I found it</td>')
  const { apology } = all({ words: 'Dear Åsa,\nwe lost it.\n\nI found it.' })
  expect(apology.html).toContain('Dear Åsa,<br/>we lost it.</p><p')
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
  const {
    invitation: _asks,
    reminder: _again,
    copyAsked: _copy,
    erasureAsked: _erasure,
    ...mails
  } = all({ language: 'sv' })
  for (const mail of Object.values(mails)) {
    expect(links(mail.text)).toContain('https://amends.example/c/token')
    expect(mail.text).toContain('Stoppa alla meddelanden:\nhttps://amends.example/c/token?stop')
  }
  expect(mails.called.text).toContain('numret som slutar på 67')
  expect(JSON.stringify(mails)).not.toContain('123 45')
})

test('a zone that is not known to be the customer’s own is named', () => {
  const { invitation, promised, booked } = {
    ...all({ zoneNamed: true }),
    booked: all({ zoneNamed: true }).called,
  }
  expect(invitation.text).toContain('When: Friday 20 November at\u00a021:05 (Eastern Time)')
  expect(promised.text).toContain('Tuesday 24 November at\u00a017:00 (Eastern Time)')
  expect(booked.text).toContain('(Eastern Time)')
  for (const mail of Object.values(all({}))) expect(mail.text).not.toContain('Eastern')
})

test.each(languages)('no mail in %s says that a reply to it reaches the case or the liaison', (language) => {
  for (const mail of Object.values(all({ language })))
    for (const form of [mail.text, mail.html])
      expect(form).not.toMatch(
        /reply to this e-mail (and|to reach)|svara på det här mejlet|svar på denne e-posten,/i,
      )
  const { final, withdrawn, progress } = all({ language })
  expect(final.text).toContain('hej@nordlys.example')
  expect(final.text).not.toMatch(/(Write to|Skriv till|Skriv til) Ina/)
  // A case that was withdrawn can be opened again from its page
  for (const open of [withdrawn, progress]) expect(open.text).toMatch(/(Write to|Skriv till|Skriv til) Ina/)
})

test('what is done in part does not call itself done', () => {
  expect(all().remedyDone.subject).toBe('One part is done: what is left, and by when (R1)')
})

const preheader = (mail: RenderedMail) =>
  />([^<&]*)/.exec(mail.html.slice(mail.html.indexOf('<div style="')))![1]!

test('the line beside the subject says what was done, asked or promised', () => {
  const mails = all()
  expect(preheader(mails.done)).toContain('We lost it. I found it')
  expect(preheader(mails.doneReminder)).toContain('We lost it. I found it')
  const { done, doneReminder, remedyDone, account } = all({ words: ' ' })
  for (const mail of [done, doneReminder, remedyDone, account]) expect(preheader(mail)).toMatch(/\p{L}{3}/u)
})

describe('in Outlook, and where the sheet is dropped', () => {
  test.each(Object.entries(all()))('%s has its font on every element that holds words', (_name, { html }) => {
    expect(html).not.toContain('-apple-system')
    for (const tag of tags(html).filter((one) => /^<(body|td|div|p|h1|a|span|strong)\b/.test(one)))
      expect(tag).toMatch(/style="font-family:'Segoe UI',/)
    expect(html).toContain('<!--[if mso]><style>')
  })

  test('the scale’s cells and gaps take no more than the row, and an edge keeps them apart', () => {
    const row = /table-layout:fixed.*?<tr>(.*?)<\/tr>/s.exec(all().invitation.html)![1]!
    const widths = [...row.matchAll(/<td[^>]* width="(\d+)%"/g)].map(([, width]) => Number(width))
    expect(widths).toHaveLength(9)
    expect(widths.reduce((sum, width) => sum + width)).toBeLessThanOrEqual(98)
    expect(row.match(/border:1px solid #8a8a8a/g)).toHaveLength(5)
  })
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
      const { brand, on } = mailColours(`#${value.toString(16).padStart(6, '0')}`)
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
