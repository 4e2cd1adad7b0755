import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Card, ChatPlatform, Form } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { careful } from '../../src/care/careful.ts'
import { cardForChat, formForChat } from '../../src/care/forChat.ts'
import { touches } from '../../src/care/sensitive.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'

const SENSITIVE = en.card.sensitive
const url = 'https://amends.example.com'
const card = (over: Partial<Card> = {}): Card => ({
  title: 'Case 1001: 1 of 5',
  summary: 'Case 1001',
  tone: 'bad',
  parts: [],
  actions: [],
  about: 'case-1',
  ...over,
})
const link = { kind: 'link', label: 'Open the page', url: `${url}/desk/c/case-1` }

test('numbers are masked in quotes, texts, facts, title and summary', () => {
  const text = 'kort 4111 1111 1111 1111'
  const drawn = cardForChat(
    card({
      title: text,
      summary: text,
      parts: [
        { kind: 'quote', label: 'What went wrong', text },
        { kind: 'text', text },
        { kind: 'facts', facts: [{ label: 'Reach the customer', value: text }] },
      ],
    }),
    url,
  )
  expect(JSON.stringify(drawn)).not.toContain('4111')
  expect(JSON.stringify(drawn).split('kort •••• 1111')).toHaveLength(6)
})

test('a fact is masked by its label: an order number stays, whatever its digits', () => {
  const facts = [
    { label: 'Reference', value: '8507099805' },
    { label: 'Handled by', value: '8507099805' },
  ]
  expect(cardForChat(card({ parts: [{ kind: 'facts', facts }] }), url).parts).toEqual([
    { kind: 'facts', facts: [facts[0], { label: 'Handled by', value: '••••' }] },
  ])
})

test('a sensitive quote is left out, and a link leads to its page: one link however many there are', () => {
  const drawn = cardForChat(
    card({
      summary: 'Case 1001: My daughter has asthma and the shop',
      parts: [
        {
          kind: 'quote',
          label: 'What went wrong',
          text: 'My daughter has asthma and the shop was full of dust.',
        },
        { kind: 'quote', text: 'Jag blev diskriminerad' },
        { kind: 'quote', label: 'What would put it right', text: 'A word of regret' },
      ],
    }),
    url,
  )
  expect(drawn.parts).toEqual([
    { kind: 'note', text: 'What went wrong. Sensitive: open the page' },
    { kind: 'note', text: 'Sensitive: open the page' },
    link,
    { kind: 'quote', label: 'What would put it right', text: 'A word of regret' },
  ])
  expect(drawn.summary).toBe('Case 1001: 1 of 5')
})

test('what was marked as abusive is folded', () => {
  const parts = [{ kind: 'quote' as const, label: 'What went wrong', text: 'You fools', folded: true }]
  expect(cardForChat(card({ parts, about: undefined }), url).parts).toEqual([
    { kind: 'note', text: 'What went wrong. Marked as abusive; open the page to read it' },
    { ...link, url: `${url}/desk` },
  ])
})

test('a fact in people’s words is left out when sensitive; the product’s own stays, whatever a department is called', () => {
  const facts = [
    { label: 'Department', value: 'Children' },
    { label: 'Reach the customer', value: 'by phone (after my chemo)' },
  ]
  expect(cardForChat(card({ parts: [{ kind: 'facts', facts }] }), url).parts).toEqual([
    { kind: 'facts', facts: [facts[0], { label: 'Reach the customer', value: SENSITIVE }] },
    link,
  ])
})

test('words that are long are cut, with a link to the whole; a number at the cut is masked before', () => {
  const text = `${'word '.repeat(299)}850709-9805 and more`
  const [quote, ...rest] = cardForChat(card({ parts: [{ kind: 'quote', text }] }), url).parts
  expect(rest).toEqual([link])
  expect(quote).toMatchObject({ text: expect.stringMatching(/word •••• …$/) })
  expect(cardForChat(card({ parts: [quote!, link as never] }), url).parts).toEqual([quote, link])
  expect(
    formForChat(form({ intro: [{ kind: 'quote', text: 'word '.repeat(400) }] }), url).intro,
  ).toHaveLength(4)
})

test('why management is called names a category and no more, so it is shown', () => {
  const parts = [
    {
      kind: 'quote' as const,
      text: 'Severity 1: Score 1 of 5, and the customer names safety or privacy, and an injury and discrimination',
    },
  ]
  expect(cardForChat(card({ parts }), url).parts).toEqual(parts)
})

test('done twice is the same', () => {
  const once = cardForChat(
    card({
      parts: [
        { kind: 'quote', text: 'min son är sjuk' },
        { kind: 'text', text: '850709-9805' },
      ],
    }),
    url,
  )
  expect(cardForChat(once, url)).toEqual(once)
})

const form = (over: Partial<Form> = {}): Form => ({
  id: 'form-1',
  verb: 'account',
  subject: 'case-1',
  title: 'Agreed account',
  submit: 'Save',
  intro: [{ kind: 'quote', label: 'What went wrong', text: 'My child was hurt' }],
  fields: [
    {
      kind: 'text',
      name: 'text',
      label: 'What happened',
      required: true,
      initial: 'Her child fell in the shop.',
    },
    { kind: 'text', name: 'paid', label: 'Paid with', required: false, initial: 'card 4111 1111 1111 1111' },
    {
      kind: 'choice',
      name: 'to',
      label: 'To',
      required: true,
      choices: [{ value: '4111111111111111', label: '850709-9805' }],
    },
  ],
  about: 'case-1',
  ...over,
})

test('a form in chat: what stands above it, what its fields begin with, and what is offered', () => {
  const { intro, fields } = formForChat(form(), url)
  expect(intro).toEqual([
    { kind: 'note', text: 'What went wrong. Sensitive: open the page' },
    link,
    { kind: 'note', text: 'What happened. Sensitive: open the page' },
    { kind: 'note', text: 'Paid with. Sensitive: open the page' },
  ])
  expect(fields.map((field) => ('initial' in field ? field.initial : undefined))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(fields[2]).toMatchObject({ choices: [{ value: '4111111111111111', label: '••••' }] })
})

test('a form opened from a message of the same chat begins with its words', () => {
  const drawn = formForChat(form({ verb: 'open-case', intro: [] }), url)
  expect(drawn.fields[0]).toMatchObject({ initial: 'Her child fell in the shop.' })
})

test('nothing leaves for chat but through the gate: messages, answers and lists; the desk shows what is there', async () => {
  const told: unknown[] = []
  const text = 'min dotter, 850709-9805'
  const secret = card({ parts: [{ kind: 'quote', text }] })
  const ref = { platform: 'slack', workspace: 'T', channel: 'C', id: '1' }
  const fake = (name: string): ChatPlatform => ({ ...({} as ChatPlatform), ...shows(name) })
  const shows = (name: string): Pick<ChatPlatform, 'name' | 'post' | 'update' | 'reply' | 'receive'> => ({
    name,
    post: async (_to, drawn) => {
      told.push(drawn)
      return ref
    },
    update: async (_ref, drawn) => void told.push(drawn),
    reply: async (_ref, drawn) => {
      told.push(drawn)
      return ref
    },
    receive: async (_request, handle) => {
      told.push(await handle({ by: { platform: name, workspace: 'T', user: 'U' }, kind: 'home' }))
      return new Response()
    },
  })
  const through = async (platform: ChatPlatform, answers: Answer[]) => {
    told.length = 0
    await platform.post(ref, secret, 'k')
    await platform.update(ref, secret)
    await platform.reply(ref, secret, 'k')
    for (const answer of answers)
      await platform.receive(
        new Request('http://x'),
        async () => answer,
        () => {},
      )
    return JSON.stringify(told)
  }
  const answers: Answer[] = [
    { kind: 'card', card: secret, thread: [secret] },
    { kind: 'home', cards: [secret] },
    { kind: 'form', form: form({ intro: secret.parts }) },
    { kind: 'notice', text: '850709-9805' },
    { kind: 'done', notice: '850709-9805' },
    { kind: 'done' },
    { kind: 'faults', faults: { text: '850709-9805' } },
  ]
  const guarded = careful({ slack: fake('slack'), desk: { ...fake('desk'), hosted: true } }, url)
  const inChat = await through(guarded.slack!, answers)
  expect(told).toHaveLength(10)
  expect(inChat).not.toContain('9805')
  expect(inChat).not.toContain('dotter')
  expect(await through(guarded.desk!, answers)).toContain(text)
})

test('every entry that answers or sends puts the gate before its platforms', () => {
  const root = join(import.meta.dirname, '../..')
  for (const entry of ['src/ops.ts', 'src/node.ts']) {
    const source = readFileSync(join(root, entry), 'utf8')
    expect(source.match(/platforms\(\{/g)).toHaveLength(1)
    expect(source.match(/chat: careful\(chat,/g)).toHaveLength(1)
    expect(source.match(/\.\.\.platforms\(\{/g)).toHaveLength(1)
  }
})

const sensitive: Record<string, string[]> = {
  health: [
    'Jag har cancer och orkar inte vänta',
    'Min man är sjuk',
    'Jeg er sykmeldt og trenger rullestolen min',
    'My wife is seriously ill',
    'Vi måtte på legevakten',
    'I hurt my back in your shop',
  ],
  children: [
    'Mina barn fick vänta',
    'Sønnen min ventet',
    'my 6-year-old waited',
    'Min dotter grät',
    'our kids were cold',
  ],
  discrimination: ['Ni är rasister', 'Det var diskriminering', 'because of my accent'],
}
test.each(Object.entries(sensitive))('%s is seen in each language', (kind, texts) => {
  expect(texts.filter((text) => !touches(text).includes(kind as 'health'))).toEqual([])
})

test('what sounds alike is not sensitive', () => {
  const plain = [
    'Paketet kom sent och ingen svarade.',
    'Sjukt bra service annars, men receptet på kakan saknades',
    'Dålig behandling i kassan',
    'Barnvagnen och barnstolen kom aldrig',
    'KID-nummeret mangler på fakturaen',
    'Personlig service var bedre før',
    'A minor problem with a healthy discount',
    'The season ticket, the person at the desk and the lesson were fine',
    'Jag vill ha pengarna tillbaka',
    'I was sick and tired of waiting',
    'Legg ved kvittering',
  ]
  expect(plain.filter((text) => touches(text).length > 0)).toEqual([])
})
