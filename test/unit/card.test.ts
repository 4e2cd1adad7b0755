import { expect, test } from 'vitest'
import { checkMessage } from '../../dev/emulators/slack/limits.ts'
import type { Card } from '../../integrations/chat.ts'
import { cardMessage } from '../../integrations/slack/card.ts'
import { renderCard as renderTeams } from '../../integrations/teams/card.ts'
import { cardForChat } from '../../src/care/forChat.ts'
import type { Case, Remedy } from '../../src/cases/case.ts'
import { renderForm } from '../../src/cases/formFields.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { renderCard } from '../../src/render/card.ts'
import { aCase, aProposal, aRemedy, at } from '../fixtures/cases.ts'

const text = (card: Card): string =>
  card.parts
    .map((part) =>
      part.kind === 'facts'
        ? part.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
        : part.kind === 'mention'
          ? `${part.name} ${part.text}`
          : part.kind === 'quote'
            ? `${part.label}: ${part.text}`
            : part.kind === 'rule'
              ? '---'
              : part.kind === 'buttons'
                ? '[buttons]'
                : part.kind === 'link' || part.kind === 'item'
                  ? part.label
                  : part.kind === 'chart'
                    ? part.title
                    : part.text,
    )
    .join('\n')
/** Before anything is due. */
const noon = at('2026-03-11T11:00:00Z')
const drawn = (over: Partial<Case> = {}) => text(renderCard(aCase(over), en, noon))
const buttons = (over: Partial<Case> = {}) =>
  renderCard(aCase(over), en, noon).actions.map(({ label, style }) =>
    style === 'primary' ? `[${label}]` : label,
  )

test('an open case: who is accountable, by when, and what the customer said', () => {
  const card = renderCard(aCase(), en, noon)
  expect(card.title).toBe('Case 1001: Kari Nord, 1 of 5, Waiting time')
  expect(text(card)).toBe(
    [
      'Anna Berg is accountable. Take it by Wed 11 Mar, 13:00, apologise by Wed 11 Mar, 16:00.',
      'What went wrong: I waited for an hour.',
      'What would put it right: A word of regret.',
      '[buttons]',
      'Severity: 2 (1 is worst)',
      'Contact: phone, ended Wed 11 Mar, 11:00',
      'Customer: Kari Nord, reads Swedish',
      'Reference: order-77',
      'Handled by: Bo Dahl',
      'About: the way things work',
      'Reach the customer: by mail',
    ].join('\n'),
  )
})

test.each<[Case['state'], Partial<Case>, string, string[]]>([
  [
    'open',
    {},
    'is accountable. Take it by',
    ['[Take it]', 'Apologise', 'Ask the customer', 'Conversation held', 'More…'],
  ],
  [
    'owned',
    { promise: 'first word' },
    'has it. Apologise by Wed 11 Mar, 16:00.',
    ['[Apologise]', 'Ask the customer', 'Offer remedy', 'Progress', 'Conversation held', 'More…'],
  ],
  [
    'recovering',
    {
      promise: 'next word',
      promiseDueAt: at('2026-03-12T16:00:00Z'),
      apologisedAt: at('2026-03-11T13:00:00Z'),
      remedies: [aRemedy()],
    },
    'has it. The customer hears by Thu 12 Mar, 17:00.',
    [
      '[Progress]',
      'Apologise',
      'Ask the customer',
      'Offer remedy',
      'Conversation held',
      'Mark done',
      'More…',
    ],
  ],
  [
    'recovering',
    { promise: 'remedy', promiseDueAt: at('2026-03-12T16:00:00Z'), apologisedAt: at('2026-03-11T13:00:00Z') },
    'has it. A remedy is promised by Thu 12 Mar, 17:00.',
    [
      '[Mark done]',
      'Apologise',
      'Ask the customer',
      'Offer remedy',
      'Progress',
      'Conversation held',
      'More…',
    ],
  ],
  [
    'awaiting customer',
    { askedAt: at('2026-03-12T09:00:00Z') },
    'has it. Waiting for the customer’s answer since Thu 12 Mar, 10:00.',
    ['Conversation held', 'More…'],
  ],
  ['confirmed', {}, 'documents the finding: the customer confirmed that it is put right.', ['[Document]']],
  [
    'documented',
    { endedAt: at('2026-03-13T09:00:00Z') },
    'put it right and documented it, Fri 13 Mar, 10:00.',
    ['Document'],
  ],
  [
    'unconfirmed',
    {},
    'had it. What was promised is done, but the customer did not answer: unconfirmed.',
    ['Document', 'Carry on'],
  ],
  [
    'withdrawn',
    { endedAt: at('2026-03-13T09:00:00Z') },
    'had it. It ended as withdrawn, Fri 13 Mar, 10:00.',
    ['Document'],
  ],
  ['answered by mistake', {}, 'It ended as answered by mistake', ['Document']],
  ['contact declined', {}, 'It ended as contact declined', ['Document']],
  ['not agreed', {}, 'It ended as not agreed', ['Document']],
  ['merged', { mergedNumber: 1044 }, 'had it: it goes on in case 1044.', ['Unmerge']],
])('%s: who stands where, and the buttons that are legal', (state, over, standing, shown) => {
  const card = renderCard(aCase({ state, ...over }), en, noon)
  expect(text(card)).toContain(`Anna Berg ${standing}`.replace('Anna Berg It', 'It'))
  expect(card.summary).toContain(standing)
  expect(buttons({ state, ...over })).toEqual(shown)
  expect(shown.filter((label) => label !== 'More…').length).toBeLessThanOrEqual(6)
})

test('a form says that the customer wants to be called, at which number and when', () => {
  const introOf = (reach: NonNullable<Case['answers']['reach']>) =>
    JSON.stringify(renderForm('apologise', aCase({ answers: { reach } }), { id: 'f', fields: [] }, en).intro)
  const shown = introOf({ may: true, how: 'phone', phone: '+46701740605', when: 'after three' })
  expect(shown).toContain('by phone, +46701740605 (after three)')
  expect(introOf({ may: true, how: 'mail' })).not.toContain(en.labels.reachCustomer)
})

test('what the customer answered stands on top until they say yes, and on the form of what comes next', () => {
  const answered = [
    { answer: 'not yet' as const, words: 'The lamp still flickers.', at: at('2026-03-12T09:00:00Z') },
  ]
  const shown = drawn({ state: 'recovering', answered }).split('\n')
  expect(shown[1]).toBe('Not yet, the customer answered Thu 12 Mar, 10:00: The lamp still flickers.')
  const { intro } = renderForm('done', aCase({ answered }), { id: 'f', fields: [] }, en)
  expect(JSON.stringify(intro)).toContain('The lamp still flickers.')
  const yes = { answer: 'yes' as const, words: null, at: at('2026-03-13T09:00:00Z') }
  expect(drawn({ state: 'confirmed', answered: [...answered, yes] })).not.toContain('flickers')
})

test('green is the next step that is sensible', () => {
  const green = (over: Partial<Case>) => buttons(over).find((label) => label.startsWith('['))
  const apologisedAt = at('2026-03-11T13:00:00Z')
  expect(green({ state: 'owned', answers: {} })).toBe('[Ask the customer]')
  expect(green({ state: 'owned', email: null })).toBe('[Conversation held]')
  expect(green({ state: 'recovering', apologisedAt, proposals: [aProposal({ kind: 'request' })] })).toBe(
    '[Progress]',
  )
  expect(green({ state: 'recovering', apologisedAt, waitingSince: apologisedAt })).toBeUndefined()
})

test('without words of the customer the card asks first, in what it says and in its buttons', () => {
  const silent = { answers: {}, apologisedAt: null, heard: false }
  expect(buttons({ ...silent, state: 'open' })).toEqual([
    '[Ask the customer]',
    'Take it',
    'Conversation held',
    'More…',
  ])
  expect(drawn({ ...silent, state: 'open' })).toContain('The customer gave no words: take it by')
  expect(drawn({ ...silent, state: 'open' })).not.toContain('apologise by')
  const owned = { ...silent, state: 'owned', promise: 'first word' } as const
  expect(buttons(owned)[0]).toBe('[Ask the customer]')
  expect(drawn(owned)).toContain('has it. The customer gave no words: ask what happened by')
})

test('after the apology no button sends another, until something goes wrong again', () => {
  const state = { state: 'recovering', apologisedAt: at('2026-03-11T13:00:00Z') } as const
  expect(buttons({ ...state, apologised: true })).not.toContain('Apologise')
  expect(buttons({ ...state, apologised: false })).toContain('Apologise')
})

test('while the customer waits for a word, the next step is that word, not that all is done', () => {
  const at1 = at('2026-03-11T13:00:00Z')
  const state = { state: 'recovering', apologisedAt: at1, apologised: true } as const
  expect(buttons(state)[0]).toBe('[Mark done]')
  expect(buttons({ ...state, unanswered: true })[0]).toBe('[Progress]')
})

test('what only a manager may do stands behind More, even alone', () => {
  const done = aRemedy({ doneAt: at('2026-03-11T13:00:00Z') })
  expect(buttons({ state: 'confirmed', remedies: [done] })).toEqual(['[Document]', 'More…'])
})

test('a message’s line in a list says how severe the case is', () => {
  expect(renderCard(aCase({ severity: 1 }), en, noon).summary).toContain('1 of 5, severity 1')
})

test('why a case ended is a fact of its own', () => {
  expect(drawn({ state: 'withdrawn', endReason: 'The customer found the parcel.' })).toContain(
    'Why it ended: The customer found the parcel.',
  )
})

test('a case that staff opened has no score, and its words may be few', () => {
  const card = renderCard(aCase({ score: null, answers: {} }), en, noon)
  expect(card.title).toBe('Case 1001: Kari Nord, opened by staff')
  expect(text(card)).toContain('No words were noted.')
})

test('a customer who left no words may be writing for an hour, and only until somebody has taken the case', () => {
  const shown = (time: string, state: Case['state'] = 'open') =>
    text(renderCard(aCase({ answers: {}, state }), en, at(time)))
  const writing = 'No words yet: the customer may still be writing.'
  const none = 'The customer left no words with the score.'
  expect(shown('2026-03-11T11:59:00Z')).toContain(writing)
  for (const later of [shown('2026-03-11T12:00:00Z'), shown('2026-03-11T11:10:00Z', 'owned')]) {
    expect(later).not.toContain(writing)
    expect(later).toContain(none)
  }
})

test('a score that was changed stands with the one that opened the case', () => {
  expect(renderCard(aCase({ score: 5, firstScore: 1 }), en, noon).title).toContain('5 of 5, first 1 of 5')
  expect(renderCard(aCase(), en, noon).title).not.toContain('first')
})

test('severe words under a good score are the customer’s words, and nobody is told to ask for some', () => {
  const answers = { score: 5 as const, good: 'Robin was kind. Your dog bit my daughter, I will sue you.' }
  const card = renderCard(aCase({ score: 5, firstScore: 5, severity: 1, answers }), en, noon)
  expect(text(card)).toContain('Your dog bit my daughter')
  expect(text(card)).toContain('injury')
  expect(text(card)).not.toContain('gave no words')
  expect(card.summary).toContain('Sensitive: open the page')
  const named = { score: 5 as const, kudos: 'Whoever set the dog on my daughter' }
  expect(text(renderCard(aCase({ score: 5, answers: named }), en, noon))).toContain('set the dog on')
})

test('what waits is one line each: approval, handover, requests, a question, a call-back', () => {
  const shown = drawn({
    state: 'recovering',
    proposals: [
      aProposal({ kind: 'approval', to: 'Maja Ek' }),
      aProposal({ kind: 'handover', to: 'Bo Dahl' }),
      aProposal({ kind: 'request', to: 'Warehouse', deedDueAt: at('2026-03-13T16:00:00Z') }),
      aProposal({ kind: 'request', to: 'Finance', state: 'accepted', deedDueAt: null }),
    ],
    waitingSince: at('2026-03-11T14:00:00Z'),
    callBack: { id: 'c', at: at('2026-03-12T09:30:00Z'), phone: '+46 70 123 45 67' },
  })
  expect(shown.split('\n').slice(1, 7)).toEqual([
    'Waiting for approval by Maja Ek since Wed 11 Mar, 13:00.',
    'Offered to Bo Dahl since Wed 11 Mar, 13:00: not accepted yet.',
    'Asked Warehouse by Fri 13 Mar, 17:00: not answered yet.',
    'Asked Finance: accepted.',
    'A question is with the customer since Wed 11 Mar, 15:00: the clocks wait for the answer.',
    'Call-back Thu 12 Mar, 10:30, +46 70 123 45 67.',
  ])
})

test('the third case in 90 days and a call for management are said, while the case is open', () => {
  const over = { recentCases: 3, calledAt: at('2026-03-11T12:00:00Z') }
  expect(drawn(over)).toContain(
    'This is the 3rd case of this customer in 90 days.\nManagement was called Wed 11 Mar, 13:00.',
  )
  expect(drawn({ recentCases: 2 })).not.toContain('case of this customer')
  expect(drawn({ ...over, state: 'documented' })).not.toContain('90 days')
})

test('remedies say whose right they are, how far they are, and what the customer wishes changed', () => {
  const remedies: Remedy[] = [
    aRemedy({
      kind: 'refund',
      amount: '300.00',
      currency: 'SEK',
      statutory: true,
      acceptedAt: at('2026-03-11T15:00:00Z'),
    }),
    aRemedy({
      kind: 'discount',
      amount: '50.00',
      currency: 'SEK',
      doneAt: at('2026-03-11T16:00:00Z'),
      reference: 'B-7',
    }),
    aRemedy({ kind: 'replacement', changeAsked: 'I would rather have my money back.' }),
  ]
  const shown = drawn({ state: 'recovering', remedies })
  expect(shown).toContain('The customer asks to change: Replacement: I would rather have my money back.')
  expect(shown).toMatch(
    /Refund .*300.* \(the customer’s right\): promised by Thu 12 Mar, 17:00, accepted by the customer/,
  )
  expect(shown).toMatch(/Discount or credit .*50.* \(goodwill\): done Wed 11 Mar, 17:00, reference B-7/)
})

test('goodwill of 12 months is shown, with no score of the customer', () => {
  expect(drawn({ goodwill: [{ currency: 'SEK', amount: 350, times: 2 }] })).toMatch(
    /Goodwill to this customer in 12 months: .*350.*2 remedies/,
  )
  expect(drawn()).not.toContain('Goodwill')
})

test('the agreed account stands short above what was done, and says whose last word it was', () => {
  const account = { version: 2, text: 'x'.repeat(400), byCustomer: true }
  const shown = drawn({ state: 'recovering', account, apologisedAt: at('2026-03-11T13:00:00Z') })
  expect(shown).toContain(
    `---\nWhat happened, as the customer corrected it: ${'x'.repeat(200)}…\nApologised Wed 11 Mar, 14:00`,
  )
  expect(drawn({ account: { ...account, byCustomer: false } })).toContain('What happened, as agreed:')
})

test('a confirmation says how it was given', () => {
  const over = { state: 'confirmed' as const, confirmedAt: at('2026-03-12T09:00:00Z') }
  expect(drawn({ ...over, confirmedBy: 'clicked' })).toContain(
    'Confirmed by the customer Thu 12 Mar, 10:00, by a click',
  )
  expect(drawn({ ...over, confirmedBy: 'spoken' })).toContain('10:00, spoken in a conversation')
})

test.each([
  ['analytical', 'Handle it: “Just the facts”: precise cause, figures, evidence; no padding'],
  ['personal', 'Handle it: “Talk to me”: a named person, call rather than write, two-way'],
  ['functional', 'Handle it: “Keep me posted step by step”: a clear procedure, what is next and when'],
  ['intuitive', 'Handle it: “Just get it solved”: outcome first, fewest contacts'],
] as const)(
  'how the customer wants it handled, %s, with its advice; set by staff it says so',
  (type, advice) => {
    expect(drawn({ answers: { handling: type } })).toContain(advice)
    expect(drawn({ answers: { handling: type } })).not.toContain('set by staff')
    expect(drawn({ answers: {}, handling: type })).toContain(`${advice} (set by staff)`)
  },
)

test('severity 1 says which kind the customer names; another severity does not', () => {
  const answers = { words: 'I was injured by your shelf and will sue' }
  expect(drawn({ severity: 1, answers })).toContain(
    'Severity: 1 (1 is worst): the customer names an injury and a legal threat',
  )
  expect(drawn({ severity: 3, answers })).toContain('Severity: 3 (1 is worst)\n')
})

test('severity 1 says what management was called for, where the answer itself does not name it', () => {
  const called = { by: null, text: null, data: { severe: ['discrimination' as const] } }
  const over = { severity: 1, calledAt: at('2026-03-11T12:00:00Z'), called }
  expect(drawn({ ...over, answers: { words: 'It was late' } })).toContain(
    'Severity: 1 (1 is worst): the customer names discrimination',
  )
  expect(drawn({ ...over, answers: { words: 'I was injured by your shelf' } })).toContain(
    'the customer names an injury and discrimination',
  )
  const card = renderCard(
    aCase({ ...over, answers: { words: 'Det var diskriminering' } }),
    staffWords('sv'),
    noon,
  )
  const told = text(cardForChat(card, 'https://a.example'))
  expect(told).not.toContain('Det var diskriminering')
  expect(told).toContain('kunden nämner diskriminering')
})

test('marked as abusive: in chat a warning and a link, for the words and the wish', () => {
  const card = cardForChat(
    renderCard(aCase({ abusiveAt: at('2026-03-11T15:00:00Z') }), en, noon),
    'https://a.example',
  )
  expect(text(card)).toContain(
    'What went wrong. Marked as abusive; open the page to read it\nWhat would put it right. Marked as abusive; open the page to read it\nOpen the page',
  )
  expect(JSON.stringify(card)).not.toContain('waited')
})

const everything: Partial<Case> = {
  state: 'recovering',
  severity: 1,
  answers: {
    score: 1,
    drivers: ['waiting-time', 'rude-or-nonchalant', 'safety-or-privacy'],
    words: 'No "word" of it\n'.repeat(310),
    wish: '\\ " \n'.repeat(480),
    about: 'both',
    handling: 'functional',
    reach: { may: true, how: 'phone', phone: '+46701234567', when: 'x'.repeat(200) },
  },
  remedies: Array.from({ length: 12 }, () => aRemedy({ changeAsked: 'y'.repeat(2000) })),
  proposals: Array.from({ length: 12 }, () =>
    aProposal({ kind: 'request', to: 'A department with a long name' }),
  ),
  account: { version: 9, text: 'z'.repeat(3000), byCustomer: true },
  goodwill: [{ currency: 'SEK', amount: 12_000, times: 9 }],
  recentCases: 21,
}

test('a case with everything fits in Slack and in Teams, and what is cut is said', () => {
  const card = cardForChat(renderCard(aCase(everything), en, noon), 'https://amends.example.com')
  const slack = cardMessage(card)
  expect(checkMessage(slack)).toEqual([])
  const teams = JSON.stringify(renderTeams(card))
  expect(Buffer.byteLength(teams, 'utf16le')).toBeLessThan(28 * 1024)
  expect(JSON.stringify(slack)).toContain('Open the page')
  expect(teams).toContain('Open the page')
  console.log(`Slack ${JSON.stringify(slack.blocks).length} characters, Teams ${teams.length}`)
})

test('most cases fit whole', () => {
  const card = cardForChat(
    renderCard(aCase({ ...everything, remedies: [aRemedy()], proposals: [] }), en, noon),
    'https://amends.example.com',
  )
  expect(JSON.stringify(cardMessage(card))).not.toContain('more not shown here.')
  expect(JSON.stringify(renderTeams(card))).not.toContain('more not shown here.')
})

test.each<[Partial<Case>, string]>([
  [{ state: 'open' }, 'is accountable. Nobody has taken it: it was due by Wed 11 Mar, 13:00.'],
  [{ state: 'owned' }, 'has it. The apology was due Wed 11 Mar, 16:00.'],
  [{ state: 'recovering', promise: 'remedy' }, 'has it. A remedy was due Wed 11 Mar, 16:00.'],
  [
    { state: 'recovering', promise: 'next word' },
    'has it. A word to the customer was due Wed 11 Mar, 16:00.',
  ],
  [
    { state: 'awaiting customer', promise: 'a decision' },
    'has it. The customer stayed silent: a manager’s decision was due Wed 11 Mar, 16:00, "End as unconfirmed" or "Carry on".',
  ],
  [
    { state: 'unconfirmed', remedies: [aRemedy({ doneAt: null, dueAt: at('2026-03-11T15:00:00Z') })] },
    'was due Wed 11 Mar, 16:00. The case is unconfirmed, the promise is not.',
  ],
])('a card whose date has passed is red, and says what was due: %o', (over, said) => {
  const found = aCase(over)
  const card = renderCard(found, en, at('2026-03-11T15:00:00Z'))
  expect(card.tone).toBe('bad')
  expect(text(card)).toContain(said)
  expect(card.summary).toContain(said)
  expect(text(renderCard(found, en, noon))).not.toContain('was due')
})

test('what waits for the customer is not late', () => {
  const over = { state: 'owned', promise: 'first word', waitingSince: noon } as const
  expect(renderCard(aCase({ ...over, state: 'recovering' }), en, at('2026-03-20T11:00:00Z')).tone).toBe(
    'waiting',
  )
})
