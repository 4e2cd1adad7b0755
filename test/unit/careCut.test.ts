import { expect, test } from 'vitest'
import { cardForChat } from '../../src/care/forChat.ts'
import { fromBefore } from '../../src/digests/before.ts'
import { digestCard } from '../../src/digests/card.ts'
import type { Loaded } from '../../src/digests/load.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { renderCard } from '../../src/render/card.ts'
import { renderReply } from '../../src/render/reply.ts'
import { aCase, at } from '../fixtures/cases.ts'

const CARD = '4111 1111 1111 1111'
/** Words that reach a length at which a text is cut, in the middle of a card's number. */
const cutAt = (length: number) =>
  `${'word '.repeat(400).slice(0, length - 14)} ${CARD} and so on, ${'more '.repeat(20)}`
const url = 'https://amends.example'

test.each(Array.from({ length: 20 }, (_, n) => 196 + n))(
  'a number that is cut on the way is not shown in part: the account, %i',
  (length) => {
    const account = { version: 1, text: cutAt(length), byCustomer: true }
    const drawn = JSON.stringify(
      cardForChat(renderCard(aCase({ state: 'recovering', account }), en, at('2026-03-11T11:00:00Z')), url),
    )
    expect(drawn).not.toMatch(/4111/)
  },
)

test.each(Array.from({ length: 20 }, (_, n) => 296 + n))(
  'a number that is cut on the way is not shown in part: kudos, %i',
  (length) => {
    const before = {
      from: '2026-03-10T08:00:00Z',
      to: '2026-03-11T08:00:00Z',
      needs: [],
      needed: 0,
      toDocument: [],
      answers: { n: 0, satisfied: 0, dissatisfied: 0 },
      drivers: [],
      recovered: [],
      unconfirmed: [],
      kudos: [],
    }
    const loaded = {
      id: '',
      home: { name: 'Parcels', timeZone: 'Europe/Stockholm', kind: 'department' },
      person: null,
      names: [],
      localDate: '2026-03-11',
      digest: fromBefore(before, 'Europe/Stockholm'),
      cases: new Map(),
      kudos: [{ who: 'Maja', words: cutAt(length), department: 'Parcels' }],
      found: [],
      improvements: [],
      message: null,
    } as unknown as Loaded
    expect(JSON.stringify(cardForChat(digestCard(loaded, url, staffWords('en')), url))).not.toMatch(/4111/)
  },
)

test('what was folded stays folded in the one line that notifies', () => {
  const event = {
    kind: 'customer said' as const,
    at: at('2026-03-11T12:00:00Z'),
    text: 'You idiots',
    data: {},
    by: null,
  }
  const drawn = renderReply(aCase({ abusiveAt: at('2026-03-11T12:00:00Z') }), event, en)!
  expect(JSON.stringify(cardForChat(drawn, url))).not.toContain('idiots')
})
