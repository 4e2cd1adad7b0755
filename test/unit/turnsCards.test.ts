import { expect, test } from 'vitest'
import { cardMessage } from '../../integrations/slack/card.ts'
import { renderCard as teamsCard } from '../../integrations/teams/card.ts'
import type { NamedEvent } from '../../src/cases/events.ts'
import type { Proposal } from '../../src/cases/proposals.ts'
import { coverCard } from '../../src/covers/card.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { renderHandover } from '../../src/render/handOverCard.ts'
import { renderReply } from '../../src/render/reply.ts'
import { turns } from '../../src/render/thread/turns.ts'
import { renderRequest } from '../../src/requests/requestCard.ts'
import { aCase, at } from '../fixtures/cases.ts'

const STATES = ['waiting', 'accepted', 'declined', 'timed out', 'withdrawn', 'done'] as const
const long = 'A sentence that goes on for some while about a parcel. '.repeat(50)
const proposal = (over: Partial<Proposal>): Proposal => ({
  id: '00000000-0000-4000-8000-000000000002',
  caseId: '00000000-0000-4000-8000-000000000001',
  kind: 'handover',
  state: 'waiting',
  by: 'anna',
  toPerson: 'bo',
  toDepartment: null,
  toPartner: null,
  failedAt: null,
  words: long,
  data: { stands: long },
  deedDueAt: at('2026-03-12T16:00:00Z'),
  createdAt: at('2026-03-11T11:00:00Z'),
  answeredBy: null,
  answeredAt: at('2026-03-11T12:00:00Z'),
  answer: null,
  doneAt: null,
  destination: { platform: 'slack', workspace: 'T0001', channel: 'UBO' },
  messages: [],
  ...over,
})
const names = { by: 'Anna Berg', to: 'Bo Dahl', answeredBy: 'Bo Dahl' }
const found = aCase({ state: 'recovering', answers: { score: 1, words: long, wish: long } as never })

test('a handover is answered by its buttons while it waits, and by none after', () => {
  const verbs = STATES.map((state) =>
    renderHandover(found, proposal({ state }), names, en, found.openedAt)
      .actions.map(({ verb }) => verb)
      .join(' '),
  )
  expect(verbs).toEqual(['accept-handover decline-handover', '', '', '', '', ''])
})

test('a request is accepted or declined, then done, and then nothing', () => {
  const verbs = STATES.map((state) =>
    renderRequest(found, proposal({ kind: 'request', state }), names, en, found.openedAt)
      .actions.map(({ verb }) => verb)
      .join(' '),
  )
  expect(verbs).toEqual(['accept-request decline-request', 'request-done', '', '', '', ''])
})

test('a handover the customer wished for says so, and calls nobody a second time', () => {
  const card = renderHandover(
    found,
    proposal({ by: null, data: {} }),
    { ...names, by: null },
    en,
    found.openedAt,
  )
  expect(JSON.stringify(card.parts[0])).toContain('The customer asked for somebody else')
  expect(card.parts.some(({ kind }) => kind === 'mention')).toBe(false)
})

test('Slack and Teams take each of these cards, with long words too', () => {
  for (const state of STATES)
    for (const card of [
      renderHandover(found, proposal({ state, answer: long }), names, en, found.openedAt),
      renderRequest(found, proposal({ kind: 'request', state, answer: long }), names, en, found.openedAt),
    ]) {
      const blocks = cardMessage({ ...card, subject: found.id }).blocks
      expect(blocks.length).toBeLessThanOrEqual(50)
      expect(JSON.stringify(teamsCard({ ...card, subject: found.id })).length).toBeLessThan(28_000)
    }
})

test('each turn is told in the thread in a plain sentence', () => {
  const data = {
    to: 'Bo Dahl',
    department: 'Stores',
    partner: 'Nordfrakt',
    due: '2026-03-12T16:00:00Z',
    at: '2026-03-12T16:00:00Z',
    phone: '+46701234567',
    from: 2,
    number: 1002,
    handling: 'personal',
    state: 'withdrawn',
    body: 'The board',
    reason: 'All is well.',
    stands: 'Nothing is sent.',
  }
  for (const kind of Object.keys(turns))
    for (const by of ['Anna Berg', null]) {
      const event = { kind, at: at('2026-03-11T12:00:00Z'), text: 'Some words.', data, by }
      const reply = renderReply(found, event as unknown as NamedEvent, en)
      const told = JSON.stringify(reply)
      expect(told, kind).toMatch(/[a-z]{3,}/)
      for (const wrong of ['undefined', 'null', 'NaN', 'Invalid', '[object'])
        expect(told, kind).not.toContain(wrong)
    }
})

test('a reminder that may be put off, and a question whether to cover, have their buttons in Slack and Teams', () => {
  const data = {
    timer: 'take',
    level: 1,
    due: '2026-03-11T12:00:00Z',
    to: 'Anna Berg',
    snooze: '2026-03-11T15:00:00Z',
  }
  const event = { kind: 'reminded', at: at('2026-03-11T12:00:00Z'), text: null, data, by: null }
  const place = { platform: 'slack', workspace: 'T0001', channel: 'UBO' }
  const asked = coverCard(
    {
      id: '00000000-0000-4000-8000-000000000003',
      personId: 'anna',
      coverId: 'bo',
      until: at('2026-03-12T23:00:00Z'),
      leave: false,
      state: 'waiting',
      askedAt: at('2026-03-11T11:00:00Z'),
      answerBy: at('2026-03-11T15:00:00Z'),
      answeredAt: null,
      endedAt: null,
      message: null,
      person: 'Anna Berg',
      colleague: 'Bo Dahl',
      personPlace: place,
      colleaguePlace: place,
      timeZone: 'Europe/Stockholm',
    },
    en,
  )
  for (const [card, verb] of [
    [renderReply(found, event as unknown as NamedEvent, en)!, 'snooze'],
    [asked, 'accept-cover'],
  ] as const) {
    expect(card.subject).toBeTruthy()
    for (const drawn of [cardMessage(card).blocks, teamsCard(card)])
      expect(JSON.stringify(drawn)).toContain(verb)
  }
})
