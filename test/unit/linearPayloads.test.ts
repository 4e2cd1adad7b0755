import { expect, test } from 'vitest'
import { readFields } from '../../integrations/body.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { zammad } from '../../integrations/helpdesk/zammad.ts'
import { parseJson as readJson } from '../../integrations/json.ts'
import { clickOf, commandOf, messageActionOf, submitOf } from '../../integrations/slack/inbound.ts'
import { parseBody } from '../../integrations/slack/receive.ts'
import { originOf } from '../../integrations/slack/who.ts'
import { Activity } from '../../integrations/teams/inbound.ts'
import { addressOf } from '../../src/addresses/address.ts'
import { isMachine } from '../../src/addresses/machine.ts'
import { matches } from '../../src/addresses/pattern.ts'
import { phoneOf } from '../../src/addresses/phone.ts'
import { readAmount } from '../../src/amounts.ts'
import { parseJson } from '../../src/api/body.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { instantOf } from '../../src/contacts/instant.ts'
import { pickLanguage } from '../../src/contacts/language.ts'
import { readDay } from '../../src/dates.ts'
import { DomainError } from '../../src/errors.ts'
import { preferredLanguage } from '../../src/locales/preferred.ts'
import { readUpload } from '../../src/pages/shared/upload.ts'
import { looksLikeToken } from '../../src/tokens.ts'
import { cpuOf } from '../cpu.ts'

const fill = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
/** So deep, and back. */
const nested = (open: string, close: string, size: number) => {
  const times = Math.floor(size / (open.length + close.length))
  return `${open.repeat(times)}1${close.repeat(times)}`
}
/** Every refusal is one that is expected. */
const quietly = (read: () => unknown) => {
  try {
    return read()
  } catch (error) {
    expect(error).not.toBeInstanceOf(RangeError)
    expect(error).not.toBeInstanceOf(TypeError)
  }
}

const contact = (text: string) =>
  quietly(() => {
    const body = parseJson(text)
    return contactInput.safeParse(body)
  })
const ofZammad = (text: string) => quietly(() => zammad.parse(new TextEncoder().encode(text)))
type SlackReader = (body: object, by: (user: string) => ChatPerson) => unknown
const SLACK_READERS: Record<string, SlackReader> = {
  block_actions: clickOf,
  view_submission: submitOf,
  message_action: messageActionOf,
}
const ofSlack = (text: string) =>
  quietly(() => {
    try {
      const body = parseBody(text, 'application/x-www-form-urlencoded')
      originOf(body)
      const read = SLACK_READERS[String(body.type)] ?? commandOf
      return read(body, (user) => ({ platform: 'slack', workspace: 'T1', user }))
    } catch (error) {
      // The route answers 400 to whatever is thrown, but not in a stack's depth
      if (error instanceof RangeError) throw error
    }
  })
const ofTeams = (text: string) => quietly(() => Activity.safeParse(readJson(text)))

const KB = 1024
const MB = 1024 * KB
const CONTACT = '"source":"s","externalId":"1"'
const TICKET =
  '"id":1,"number":"1","state":"closed","group":{"name":"Users"},"last_close_at":"2026-11-28T10:00:00Z","customer":{"email":"kim@example.com"}'
const readers: [
  name: string,
  size: number,
  read: (text: string) => unknown,
  ...worst: ((n: number) => string)[],
][] = [
  [
    'a contact',
    64 * KB,
    contact,
    (n) => `{${CONTACT},"customer":${nested('{"a":', '}', n - 60)}}`,
    (n) => `{${CONTACT},"tags":${nested('[', ']', n - 60)}}`,
    (n) => `{${CONTACT},"tags":[${fill('"a",', n - 60)}"a"]}`,
    (n) => `{${Array.from({ length: n / 12 }, (_, at) => `"a${at}":1`).join(',')}}`,
    (n) => `{"customer":{"name":"${fill('\\u202e ', n - 40)}"}}`,
    (n) => fill('[', n),
    (n) => `"${fill('\\"', n)}`,
  ],
  [
    'a Zammad webhook',
    1024 * KB,
    ofZammad,
    (n) => `{"ticket":{${TICKET},"tags":"${fill('a,', n)}"}}`,
    (n) => `{"ticket":{${TICKET},"tags":[${fill('"a",', n)}"a"]}}`,
    (n) => `{"ticket":{${TICKET},"preferences":${nested('{"a":', '}', n)}}}`,
    (n) => `{"ticket":{${TICKET},"note":"${fill('a ', n)}"}}`,
    (n) => fill('[', n),
    (n) => `"${fill('\\"', n)}`,
  ],
  [
    'a Slack request',
    1024 * KB,
    ofSlack,
    (n) => fill('a&', n),
    (n) => `payload=${encodeURIComponent(nested('{"a":', '}', n / 2))}`,
    (n) => `payload=${fill('[', n)}`,
    (n) => `payload="${fill('\\"', n)}`,
    (n) =>
      `payload=${encodeURIComponent(`{"type":"view_submission","user":{"id":"U1","team_id":"T1"},"view":{"callback_id":"a","private_metadata":"{}","state":{"values":{${Array.from({ length: n / 24 }, (_, at) => `"${at}":{"a":{}}`).join(',')}}}}}`)}`,
  ],
  [
    'a Teams activity',
    1024 * KB,
    ofTeams,
    (n) => `{"type":"invoke","value":${nested('{"a":', '}', n)}}`,
    (n) => `{"type":"message","text":"${fill('<b> ', n)}"}`,
    (n) => fill('[', n),
  ],
  [
    'an e-mail address',
    1000,
    addressOf,
    (n) => fill('<', n),
    (n) => fill('<a>', n),
    (n) => `${fill('<a> ', n)}x`,
    (n) => `a@${fill('a.', n)}`,
    (n) => `a@${fill('ü', n)}`,
    (n) => fill(';', n),
  ],
  [
    'a machine’s address',
    254,
    isMachine,
    (n) => fill('no-', n),
    (n) => fill('svar', n),
    (n) => fill('no.reply1', n),
  ],
  [
    'a telephone number',
    1000,
    phoneOf,
    (n) => fill('1 ', n),
    (n) => fill('(', n),
    (n) => fill('12 / ', n),
    (n) => fill('+', n),
    (n) => fill('1234567 ext ', n),
    (n) => fill('\u200e', n),
  ],
  ['an instant', 1000, instantOf, (n) => fill('2026-11-28T', n), (n) => fill('1', n)],
  ['a language', 1000, (text) => pickLanguage(text, 'en'), (n) => fill('a-', n), (n) => fill('en,', n)],
  [
    'Accept-Language',
    8000,
    preferredLanguage,
    (n) => fill('a;', n),
    (n) => fill('a,', n),
    (n) => fill(' ', n),
  ],
  [
    'a day',
    500,
    (text) => readDay(text, '2026-11-28'),
    (n) => fill('the ', n),
    (n) => fill('1/', n),
    (n) => fill('om ', n),
    (n) => fill('v', n),
  ],
  [
    'an amount',
    500,
    (text) => readAmount(text, 'SEK'),
    (n) => fill('1 ', n),
    (n) => fill('1,', n),
    (n) => fill('kr ', n),
    (n) => fill("1'", n),
  ],
  [
    'a pattern of names',
    200,
    (text) => matches([text], fill('ab', 200)),
    (n) => fill('*a', n),
    (n) => fill('*', n),
    (n) => fill('?', n),
  ],
  ['a link’s token', 8000, looksLikeToken, (n) => fill('a', n), (n) => fill('.', n), (n) => fill('%20', n)],
]

/** Below this a measurement says nothing: collecting what a large one left behind is counted too. */
const LEAST_MS = 4

for (const [name, size, read, ...worst] of readers)
  test(`${name} is read in time that grows with its length, however it is filled`, async () => {
    const figures: string[] = []
    const slow: string[] = []
    for (const [nth, make] of worst.entries()) {
      const [less, more] = [make(size / 16), make(size)]
      const few = await cpuOf(() => read(less), 3)
      const many = await cpuOf(() => read(more), 3)
      figures.push(many.toFixed(1))
      if (many > 64 * Math.max(few, LEAST_MS)) slow.push(`${nth}: ${few} -> ${many} ms`)
    }
    console.log(`${name}, ${size} characters: ${figures.join(', ')} ms`)
    expect(slow).toEqual([])
  })

test('JSON that is nested deeper than anything here is a fault of the request, not of ours', () => {
  const deep = nested('{"a":', '}', 64 * KB)
  expect(() => parseJson(`{"customer":${deep}}`)).toThrow(DomainError)
  expect(() => parseJson(`{"customer":"${'{['.repeat(1000)}"}`)).not.toThrow()
})

test('JSON with more levels or values than anything here costs less than reading it', async () => {
  const bodies = [
    '['.repeat(MB),
    `{"a":${'['.repeat(MB)}`,
    nested('{"a":', '}', MB),
    `[${'[],'.repeat(MB / 3)}1]`,
  ]
  for (const body of bodies) {
    const refused = () => expect(() => readJson(body)).toThrow(/^The JSON is (nested|of) more than/)
    expect(await cpuOf(refused, 3)).toBeLessThan(60)
  }
  const quoted = { text: `${'[{'.repeat(100)}"\\${','.repeat(60_000)}`, list: [{ a: [] }, '', '\\'] }
  expect(readJson(JSON.stringify(quoted))).toEqual(quoted)
})

test('a form has as many fields as are permitted, whatever boundary its header shows first', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n'
  for (const type of ['boundary=b', 'x="boundary=zz"; boundary=b', 'x="; boundary=zz"; boundary=b']) {
    const headers = { 'content-type': `multipart/form-data; ${type}` }
    const posted = new Request('http://amends.example/', {
      method: 'POST',
      headers,
      body: `${part.repeat(1300)}--b--`,
    })
    const read = readFields(posted, { bytes: 64 * 1024, fields: 100, seconds: 5 })
    await expect(read, type).rejects.toThrow('The form has more than 100 fields.')
  }
})

test('an upload that stops half-way is let go, and its body with it', async () => {
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (to) =>
      to.enqueue(new TextEncoder().encode('--b\r\nContent-Disposition: form-data; name="pictures"')),
    cancel: () => {
      cancelled = true
    },
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const stopped = new Request('http://amends.example/', {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit)
  await expect(readUpload(stopped, 50)).rejects.toMatchObject({ code: 'too slow' })
  expect(cancelled).toBe(true)
})
