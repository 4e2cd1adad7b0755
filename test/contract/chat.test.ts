import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Card, ChatError, type Field, type Form } from '../../integrations/chat.ts'
import type { Answer, Inbound } from '../../integrations/inbound.ts'
import { naughty } from '../fixtures/chat/naughty.ts'
import { type Stage, stages } from './chat.ts'

/** https://github.com/minimaxir/big-list-of-naughty-strings */
const bigList: string[] = createRequire(import.meta.url)('big-list-of-naughty-strings')
/** Quotes in one card, well within its size. */
const PER_CARD = 8

const card = (over: Partial<Card> = {}): Card => ({
  title: 'Score 1 of 5',
  summary: 'A dissatisfied customer',
  tone: 'bad',
  parts: [],
  actions: [
    { verb: 'take', label: 'Take it', style: 'primary', opens: 'nothing' },
    { verb: 'apologise', label: 'Apologise', opens: 'form' },
  ],
  subject: 'case_1',
  ...over,
})
const drivers = Array.from({ length: 28 }, (_, i) => ({ value: `driver_${i}`, label: `Driver ${i}` }))
const fields: Field[] = [
  { kind: 'text', name: 'words', label: 'Your words', required: true, multiline: true, max: 2000 },
  { kind: 'choice', name: 'remedy', label: 'Remedy', required: false, choices: drivers.slice(0, 3) },
  { kind: 'choices', name: 'drivers', label: 'Cause', required: false, choices: drivers },
  { kind: 'date', name: 'by', label: 'By', required: false },
  { kind: 'number', name: 'amount', label: 'Amount', required: false, min: 0, max: 500, decimals: true },
]
const form = (over: Partial<Form> = {}): Form => ({
  id: 'form_1',
  verb: 'apologise',
  subject: 'case_1',
  title: 'Apologise',
  submit: 'Send',
  intro: [{ kind: 'quote', label: 'The customer', text: 'Nobody answered' }],
  fields,
  ...over,
})
const nothing = () => {}
type Click = Extract<Inbound, { kind: 'click' }>

describe.each(Object.entries(stages))('%s', (name, start) => {
  let on: Stage
  let heard: Inbound[]
  beforeEach(async () => {
    on = await start()
    heard = []
    on.answer(async (inbound) => {
      heard.push(inbound)
      return inbound.kind === 'click' && inbound.verb === 'apologise'
        ? { kind: 'form', form: form() }
        : { kind: 'done' }
    })
  })
  afterEach(() => on.stop())
  const hear = async (inbound: Inbound): Promise<Answer> => {
    heard.push(inbound)
    return { kind: 'done' }
  }
  const post = (over?: Partial<Card>, key = 'entry_1') => on.platform.post(on.to, card(over), key)
  const last = () => on.messages().at(-1)

  test('its name is the one it is registered under', () => {
    expect(on.platform.name).toBe(name)
  })

  test('a line of a list has a button of its own, and says what it acts on', async () => {
    const item = (n: number) => ({
      kind: 'item' as const,
      label: `Case ${n}`,
      text: 'not taken',
      quote: '“Nobody *answered* <@U1>”',
      url: 'https://amends.example/desk/c/1',
      actions: [{ verb: `take-${n}`, label: 'Take it', opens: 'nothing' as const }],
      subject: `case_${n}`,
    })
    const ref = await post({ parts: [item(1), item(2)], actions: [] })
    expect(on.problems(last())).toEqual([])
    expect(on.shown(last())).toContain('“Nobody *answered* <@U1>”')
    expect([200, 303]).toContain(await on.click(ref, 'take-2'))
    expect(heard).toMatchObject([{ kind: 'click', verb: 'take-2', subject: 'case_2', by: on.person }])
  })

  test('facts with a table, and a long quote that unfolds, are taken and said', async () => {
    const facts = [
      { label: 'Billing', value: '80% satisfied' },
      { label: 'Stores', value: 'no answers' },
    ]
    const rows = [
      ['Billing', { value: 80, text: '80%' }],
      ['Stores', '–'],
    ]
    const table = { title: 'Departments', columns: ['Department', 'Satisfied'], rows }
    const text = `${'The parcel came too late. '.repeat(40)}${naughty.join(' ')}`
    await post({
      parts: [
        { kind: 'facts', facts, table },
        { kind: 'quote', text, more: 'Show the rest' },
      ],
    })
    expect(on.problems(last())).toEqual([])
    expect(on.alive(last())).toEqual([])
    for (const said of ['Billing', '80%', 'Stores', 'came too late']) expect(on.shown(last())).toContain(said)
  })

  test('a chart is taken', async () => {
    const points = ['1 Nov', '2 Nov', '3 Nov'].map((label, at) => ({ label, value: 60 + at }))
    await post({
      parts: [{ kind: 'chart', title: 'Satisfied', unit: 'percent', series: [{ name: 'a day', points }] }],
    })
    expect(on.problems(last())).toEqual([])
    expect(JSON.stringify(last())).toContain('Satisfied')
  })

  describe('who is let in', () => {
    const receive = async (altered: Parameters<Stage['request']>[0]) =>
      on.platform.receive(await on.request(altered), hear, nothing)

    test('a genuine click is heard', async () => {
      // A browser is led on to a page
      expect([200, 303]).toContain((await receive('nothing')).status)
      expect(heard).toMatchObject([{ kind: 'click', verb: 'take', subject: 'case_1', by: on.person }])
    })

    test.each([
      ['signature', 401],
      ['no signature', 401],
      ['stale', 401],
      ['early', 401],
      ['body', 401],
      ['malformed', 400],
      ['foreign workspace', 403],
    ] as const)('%s: refused, and nothing is heard', async (altered, status) => {
      const response = await receive(altered)
      expect(response.status).toBe(status)
      expect((await response.text()).length).toBeLessThan(100)
      expect(heard).toEqual([])
    })

    test('the other ways in are as guarded as a click', async () => {
      for (const door of on.doors ?? []) {
        const statuses: Record<string, number> = {}
        for (const altered of [
          'signature',
          'no signature',
          'stale',
          'early',
          'body',
          'malformed',
          'foreign workspace',
        ] as const)
          statuses[altered] = (
            await on.platform.receive(await on.request(altered, door), hear, nothing)
          ).status
        const forged = { signature: 401, 'no signature': 401, stale: 401, early: 401, body: 401 }
        expect({ door, ...statuses }).toEqual({ door, ...forged, malformed: 400, 'foreign workspace': 403 })
        expect(heard).toEqual([])
        expect((await on.platform.receive(await on.request('nothing', door), hear, nothing)).status).toBe(200)
        expect(heard).toMatchObject([{ by: on.person }])
        heard = []
      }
    })

    test('2,000 forged requests: 0 accepted, 0 crashes', async () => {
      let seed = 42
      const random = () => {
        seed = (seed * 1664525 + 1013904223) % 2 ** 32
        return seed / 2 ** 32
      }
      const statuses: Record<number, number> = {}
      for (let i = 0; i < 2000; i++) {
        const { status } = await on.platform.receive(await on.forged(random), hear, nothing)
        statuses[status] = (statuses[status] ?? 0) + 1
      }
      expect(statuses).toEqual({ 401: 2000 })
      expect(heard).toEqual([])
    })
  })

  describe('cards', () => {
    test('a card is posted once and kept current in place', async () => {
      const ref = await post()
      await on.platform.update(ref, card({ title: 'Taken by Kari', actions: [] }))
      expect(on.messages()).toHaveLength(1)
      expect(on.shown(last())).toContain('Taken by Kari')
      expect(ref).toMatchObject({ platform: name, workspace: on.to.workspace })
    })

    test('a reference survives being stored as JSON', async () => {
      const ref = JSON.parse(JSON.stringify(await post()))
      await on.platform.reply(ref, card({ title: 'More words', actions: [] }), 'entry_2')
      await on.platform.update(ref, card({ title: 'Now' }))
      expect(on.messages().map((m) => on.shown(m).split('\n')[0]?.replace(/^\W+/, ''))).toEqual([
        'Now',
        'More words',
      ])
    })

    test.each(naughty)('what a customer wrote stays text: %j', async (text) => {
      await post({
        title: `Score 1 ${text}`,
        summary: text,
        parts: [
          { kind: 'quote', text },
          { kind: 'text', text },
          { kind: 'note', text },
          { kind: 'mention', name: 'Somebody', text },
        ],
      })
      expect(on.problems(last())).toEqual([])
      expect(on.alive(last())).toEqual([])
      expect(on.shown(last()).split(text).length - 1).toBeGreaterThanOrEqual(4)
    })

    test('the Big List of Naughty Strings stays text', async () => {
      const kept: string[] = []
      for (let from = 0; from < bigList.length; from += PER_CARD) {
        const some = bigList.slice(from, from + PER_CARD)
        await post({ parts: some.map((text) => ({ kind: 'quote', text })) })
        expect(on.problems(last())).toEqual([])
        expect(on.alive(last())).toEqual([])
        const shown = on.shown(last())
        kept.push(...some.filter((text) => shown.includes(text.trim())))
      }
      expect(bigList.filter((text) => !kept.includes(text))).toEqual([])
    })

    test.each(naughty)('nor does it act as the name or value of a fact: %j', async (text) => {
      const quiet = await post({ parts: [{ kind: 'facts', facts: [{ label: 'Order', value: 'x' }] }] }).then(
        last,
      )
      await post({ parts: [{ kind: 'facts', facts: [{ label: 'Order', value: text }] }] })
      expect(on.alive(last())).toEqual(on.alive(quiet))
      expect(on.shown(last())).toContain(text)
    })

    test('the accountable person is really mentioned, a person of another platform is not', async () => {
      await post({ parts: [{ kind: 'mention', name: 'Somebody', text: 'Accountable:', person: on.person }] })
      expect(on.alive(last())).toHaveLength(1)
      expect(on.alive(last())[0]).toContain(on.person.user)
      await post({
        parts: [
          {
            kind: 'mention',
            name: 'Somebody',
            text: 'Accountable:',
            person: { ...on.person, platform: 'other' },
          },
        ],
      })
      expect(on.alive(last())).toEqual([])
    })

    test('too much of everything is cut, visibly, and still taken', async () => {
      const long = 'So many words 👍 '.repeat(800)
      await post({
        title: long,
        summary: long,
        parts: Array.from({ length: 80 }, () => ({ kind: 'quote', label: long, text: long }) as const),
        actions: Array.from(
          { length: 30 },
          (_, i) => ({ verb: `v${i}`, label: long, opens: 'nothing', confirm: long }) as const,
        ),
      })
      expect(on.problems(last())).toEqual([])
      expect(on.shown(last())).toContain('…')
    })

    test('nothing of a person goes into what marks a message', async () => {
      await post(
        { parts: [{ kind: 'quote', text: 'kari@customer.example' }], summary: 'kari@customer.example' },
        'entry_9',
      )
      const { metadata } = last() as { metadata?: unknown }
      expect(JSON.stringify(metadata ?? '')).not.toContain('kari')
    })
  })

  describe('clicks', () => {
    test('a click is heard with its message, and the message can be answered in its thread', async () => {
      const ref = await post()
      expect(await on.click(ref, 'take')).toBe(200)
      expect(heard).toMatchObject([
        { kind: 'click', by: on.person, verb: 'take', subject: 'case_1', message: ref },
      ])
      await on.platform.reply((heard[0] as Click).message!, card({ actions: [] }), 'entry_2')
    })

    test('the answer waits for the commit', async () => {
      const ref = await post()
      let committed = false
      on.answer(async () => {
        await new Promise((done) => setTimeout(done, 50))
        committed = true
        return { kind: 'done' }
      })
      await on.click(ref, 'take')
      expect(committed).toBe(true)
    })

    test('a refusal is told to that person alone', async () => {
      const ref = await post()
      on.answer(async () => ({ kind: 'notice', text: 'Ola <!channel> already took this case.' }))
      await on.click(ref, 'take')
      expect(on.notices()).toEqual(['Ola <!channel> already took this case.'])
      expect(on.messages()).toHaveLength(1)
    })

    test('a click that worked says nothing unless asked', async () => {
      const ref = await post()
      await on.click(ref, 'take')
      expect(on.notices()).toEqual([])
      on.answer(async () => ({ kind: 'done', notice: 'The case is yours.' }))
      await on.click(ref, 'take')
      expect(on.notices()).toEqual(['The case is yours.'])
    })

    test('a late click on a button that is gone is still heard', async () => {
      const ref = await post({ actions: [] })
      await on.click(ref, 'take', { subject: 'case_1' })
      expect(heard).toMatchObject([{ verb: 'take', subject: 'case_1' }])
    })

    test('when the product fails, nothing is claimed either way', async () => {
      const ref = await post()
      on.answer(() => Promise.reject(new Error('database gone')))
      expect(await on.click(ref, 'take')).toBe(200)
      expect(on.notices()).toEqual([expect.stringContaining('may not have been saved')])
    })
  })

  describe('forms', () => {
    const open = async (over: Partial<Form> = {}) => {
      on.answer(async (inbound) => {
        heard.push(inbound)
        return inbound.kind === 'click' ? { kind: 'form', form: form(over) } : { kind: 'done' }
      })
      const ref = await post()
      expect(await on.click(ref, 'apologise')).toBe(200)
      return ref
    }

    test('a form opens within the click and comes back filled in', async () => {
      const ref = await open()
      expect(on.form()).toMatchObject({
        title: 'Apologise',
        submit: 'Send',
        fields: fields.map((f) => f.name),
      })
      const values = {
        words: ' I am sorry.\nIt was ours. ',
        remedy: 'driver_1',
        drivers: ['driver_3', 'driver_27'],
        by: '2026-11-05',
        amount: '12.5',
      }
      expect((await on.submit(values)).status).toBe(200)
      expect(heard.at(-1)).toEqual({
        kind: 'submit',
        by: on.person,
        verb: 'apologise',
        subject: 'case_1',
        formId: 'form_1',
        values,
        message: ref,
      })
      expect(on.form()).toBeUndefined()
    })

    test('empty fields are left out', async () => {
      await open()
      await on.submit({ words: 'Sorry' })
      expect(heard.at(-1)).toMatchObject({ values: { words: 'Sorry' } })
      expect(Object.keys((heard.at(-1) as { values: object }).values)).toEqual(['words'])
    })

    test('faults stand at their fields, and the second submit carries the same form id', async () => {
      await open()
      on.answer(async (inbound) => {
        heard.push(inbound)
        return { kind: 'faults', faults: { words: 'The same text was sent before.' } }
      })
      expect((await on.submit({ words: 'Sorry' })).faults).toEqual({
        words: 'The same text was sent before.',
      })
      await on.submit({ words: 'Sorry again' })
      expect(heard.slice(-2)).toMatchObject([
        { formId: 'form_1' },
        { formId: 'form_1', values: { words: 'Sorry again' } },
      ])
    })

    test('a fault of no field is shown all the same', async () => {
      await open()
      on.answer(async () => ({ kind: 'faults', faults: { amounts: 'Too much.' } }))
      expect(JSON.stringify((await on.submit({ words: 'Sorry' })).faults)).toContain('Too much.')
    })

    test('a refused submit is told to that person', async () => {
      await open()
      on.answer(async () => ({ kind: 'notice', text: 'Someone else already took this case.' }))
      await on.submit({ words: 'Sorry' })
      expect(on.notices().join()).toContain('Someone else already took this case.')
    })

    test('when the product fails, the words stay in the form', async () => {
      await open()
      on.answer(() => Promise.reject(new Error('database gone')))
      expect(JSON.stringify((await on.submit({ words: 'Sorry' })).faults)).toContain(
        'may not have been saved',
      )
      expect(on.form()).toBeDefined()
    })

    test.each(naughty)('customer text in a form stays text: %j', async (text) => {
      await open({ intro: [{ kind: 'quote', text }], fields: [fields[0]!] })
      expect(on.problems(on.form()?.raw)).toEqual([])
      expect(on.alive(on.form()?.raw)).toEqual([])
      expect(on.shown(on.form()?.raw)).toContain(text)
    })

    test('what is to be heeded stands above the form', async () => {
      await open({ intro: [{ kind: 'note', text: 'The customer asked not to be contacted.', heed: true }] })
      expect(on.problems(on.form()?.raw)).toEqual([])
      expect(on.shown(on.form()?.raw)).toContain('The customer asked not to be contacted.')
    })

    test('a form with too much of everything still opens', async () => {
      const long = 'So many words 👍 '.repeat(800)
      const many = Array.from(
        { length: 30 },
        (_, i): Field => ({
          kind: 'text',
          name: `f${i}`,
          label: long,
          hint: long,
          initial: long,
          placeholder: long,
          required: true,
        }),
      )
      await open({
        title: long,
        submit: long,
        fields: many,
        intro: Array.from({ length: 99 }, () => ({ kind: 'text', text: long }) as const),
      })
      expect(on.form()?.fields).toHaveLength(30)
      expect(on.problems(on.form()?.raw)).toEqual([])
    })

    test('nor one that follows a form', async () => {
      await open()
      const none: Field = { kind: 'choice', name: 'none', label: 'None', required: true, choices: [] }
      on.answer(async () => ({ kind: 'form', form: form({ fields: [none] }) }))
      await on.submit({ words: 'Sorry' })
      expect(on.notices().join()).toContain('click again')
    })

    test('a form that can not be drawn is told, not swallowed', async () => {
      await open({ fields: [{ kind: 'choice', name: 'none', label: 'None', required: true, choices: [] }] })
      expect(on.form()).toBeUndefined()
      expect(on.notices().join()).toContain('click again')
    })

    test('a form that chat can not carry is told with the page where it can be done', async () => {
      const none: Field = { kind: 'choice', name: 'none', label: 'None', required: true, choices: [] }
      await open({ fields: [none], page: 'https://amends.example/desk/c/1' })
      if (!on.platform.hosted) expect(on.notices().join()).toContain('https://amends.example/desk/c/1')
    })
  })

  describe('the personal view and commands', () => {
    const many = (n: number, over: Partial<Card> = {}) =>
      Array.from({ length: n }, (_, i) => card({ title: `Card ${i}`, summary: `Card ${i}`, ...over }))
    const asked = ({ kind }: Inbound) => kind === 'command' || kind === 'home'
    const answerWith = (answer: Answer) =>
      on.answer(async (inbound) => {
        heard.push(inbound)
        return asked(inbound) ? answer : { kind: 'done' }
      })

    test('a command is heard as it was said, and answered with cards whose buttons act', async () => {
      if (!on.personal) return
      answerWith({ kind: 'home', cards: many(3) })
      expect(await on.personal.say('find A-1001 <b> & so on')).toBe(200)
      expect(heard).toEqual([{ kind: 'command', by: on.person, text: 'find A-1001 <b> & so on' }])
      const shown = on.personal.answers().map(on.shown).join('\n')
      for (const title of ['Card 0', 'Card 1', 'Card 2']) expect(shown).toContain(title)
      expect(await on.personal.press('take')).toBe(200)
      expect(heard.at(-1)).toMatchObject({ kind: 'click', verb: 'take', subject: 'case_1', by: on.person })
    })

    test('a card with what happened to it is answered whole', async () => {
      if (!on.personal) return
      answerWith({
        kind: 'card',
        card: card({ title: 'The case' }),
        thread: many(2, { title: '', parts: [{ kind: 'text', text: 'It went on' }] }),
      })
      await on.personal.say('find 1001')
      const shown = on.personal.answers().map(on.shown).join('\n')
      expect(shown).toContain('The case')
      expect(shown.split('It went on')).toHaveLength(3)
    })

    test('a refusal is told', async () => {
      if (!on.personal) return
      answerWith({ kind: 'notice', text: 'You are not known here.' })
      await on.personal.say('my cases')
      expect(on.personal.answers().map(on.shown).join()).toContain('You are not known here.')
    })

    test('a command that wants a form leads to it', async () => {
      if (!on.personal) return
      on.answer(async (inbound) => {
        heard.push(inbound)
        return inbound.kind === 'submit'
          ? { kind: 'done' }
          : { kind: 'form', form: form({ verb: 'open-case', subject: '', title: 'Open a case' }) }
      })
      expect(await on.personal.say('open')).toBe(200)
      if (!on.form()) await on.personal.press('open-case')
      expect(on.form()).toMatchObject({ title: 'Open a case' })
      await on.submit({ words: 'It was wet' })
      expect(heard.at(-1)).toMatchObject({ kind: 'submit', verb: 'open-case', subject: '', formId: 'form_1' })
    })

    test('when the product fails, nothing is claimed either way', async () => {
      if (!on.personal) return
      on.answer(() => Promise.reject(new Error('database gone')))
      expect(await on.personal.say('back')).toBe(200)
      expect(on.personal.answers().map(on.shown).join()).toContain('may not have been saved')
    })

    test('the personal view is drawn, and its buttons act', async () => {
      if (!on.personal) return
      answerWith({ kind: 'home', cards: many(4, { parts: [{ kind: 'text', text: 'Due tomorrow' }] }) })
      expect(await on.personal.home()).toBe(200)
      const view = on.personal.answers().at(-1)
      expect(on.problems(view)).toEqual([])
      expect(on.shown(view)).toContain('Due tomorrow')
      await on.personal.press('take')
      expect(heard.some((one) => one.kind === 'click' && one.verb === 'take' && !one.message?.thread)).toBe(
        true,
      )
    })

    test('a form opens from the personal view and comes back', async () => {
      if (!on.personal) return
      on.answer(async (inbound) => {
        heard.push(inbound)
        if (asked(inbound)) return { kind: 'home', cards: many(1) }
        return inbound.kind === 'click' ? { kind: 'form', form: form() } : { kind: 'done' }
      })
      await on.personal.home()
      await on.personal.press('apologise')
      expect(await on.submit({ words: 'Sorry' })).toEqual({ status: 200 })
      expect(heard.find(({ kind }) => kind === 'submit')).toMatchObject({
        verb: 'apologise',
        subject: 'case_1',
      })
    })

    test('a refused click in the personal view is told', async () => {
      if (!on.personal) return
      on.answer(async (inbound) =>
        asked(inbound)
          ? { kind: 'home', cards: many(1) }
          : { kind: 'notice', text: 'Ola already took this case.' },
      )
      await on.personal.home()
      await on.personal.press('take')
      expect(on.notices().join()).toContain('Ola already took this case.')
    })

    test('a view of too much is cut, visibly, and still taken', async () => {
      if (!on.personal) return
      const long = 'So many words 👍 '.repeat(200)
      answerWith({
        kind: 'home',
        cards: many(60, {
          parts: [
            { kind: 'quote', text: long },
            { kind: 'note', text: long },
          ],
        }),
      })
      await on.personal.home()
      await on.personal.say('my cases')
      expect(on.personal.answers().flatMap(on.problems)).toEqual([])
      const shown = on.personal.answers().map(on.shown).join('\n')
      expect(shown.includes('more not shown') || shown.includes('Card 59')).toBe(true)
    })

    test.each(naughty)('what a customer wrote stays text there too: %j', async (text) => {
      if (!on.personal) return
      answerWith({
        kind: 'home',
        cards: [
          card({
            title: `Case ${text}`,
            summary: text,
            parts: [
              { kind: 'quote', text },
              { kind: 'facts', facts: [{ label: 'Case', value: text }] },
            ],
          }),
        ],
      })
      const quiet = await on.personal.say('quiet').then(() => on.personal!.answers().length)
      await on.personal.home()
      expect(quiet).toBeGreaterThan(0)
      for (const view of on.personal.answers()) {
        expect(on.problems(view)).toEqual([])
        expect(on.shown(view)).toContain(text)
        expect(on.alive(view).filter((one) => one !== 'styled text')).toEqual([])
      }
    })
  })

  describe('a case opened from somebody’s message', () => {
    const quoted = (quote: string): Form =>
      form({
        intro: [],
        verb: 'open-case',
        subject: '',
        title: 'Open a case',
        fields: [{ ...fields[0]!, initial: quote } as Field],
      })

    test('the message’s words come along, and the form comes back', async () => {
      if (!on.messageAction) return
      on.answer(async (inbound) => {
        heard.push(inbound)
        return inbound.kind === 'click'
          ? { kind: 'form', form: quoted(inbound.quote ?? '') }
          : { kind: 'done' }
      })
      expect(await on.messageAction('The parcel was wet.\nNobody called.')).toBe(200)
      expect(heard).toEqual([
        {
          kind: 'click',
          by: on.person,
          verb: 'open-case',
          subject: '',
          quote: 'The parcel was wet.\nNobody called.',
        },
      ])
      expect(on.form()).toMatchObject({ title: 'Open a case', fields: ['words'] })
      await on.submit({ words: 'The parcel was wet.' })
      expect(heard.at(-1)).toEqual({
        kind: 'submit',
        by: on.person,
        verb: 'open-case',
        subject: '',
        formId: 'form_1',
        values: { words: 'The parcel was wet.' },
      })
    })

    test('faults keep the form open', async () => {
      if (!on.messageAction) return
      on.answer(async (inbound) =>
        inbound.kind === 'click'
          ? { kind: 'form', form: quoted(inbound.quote ?? '') }
          : { kind: 'faults', faults: { words: 'Please say more.' } },
      )
      await on.messageAction('Wet')
      expect((await on.submit({ words: 'Wet' })).faults).toEqual({ words: 'Please say more.' })
      expect(on.form()).toBeDefined()
    })

    test('a refusal is told to that person', async () => {
      if (!on.messageAction) return
      on.answer(async () => ({ kind: 'notice', text: 'You are not known here.' }))
      await on.messageAction('Wet')
      expect(on.notices().join()).toContain('You are not known here.')
    })

    test.each(naughty)('its words stay text: %j', async (text) => {
      if (!on.messageAction) return
      on.answer(async (inbound) => {
        heard.push(inbound)
        return { kind: 'form', form: quoted((inbound as Click).quote ?? '') }
      })
      await on.messageAction(text)
      expect((heard[0] as Click).quote ?? '').toBe(text.trim())
      expect(on.problems(on.form()?.raw)).toEqual([])
      expect(on.alive(on.form()?.raw)).toEqual([])
    })
  })

  describe('sending', () => {
    const since = () => new Date(on.now.getTime() - 60_000)
    const failed = (work: Promise<unknown>) =>
      work.then(
        () => expect.fail('sent'),
        (e) => e,
      )

    test('a rate limit says how long to wait, and nothing was tried again', async () => {
      on.fault('rate limit')
      const error = await failed(post())
      expect(error).toBeInstanceOf(ChatError)
      expect(error).toMatchObject({ kind: 'wait', retryAfter: 17 })
      expect(on.messages()).toEqual([])
    })

    test('a send that showed and broke is found again', async () => {
      on.fault('drop')
      expect(await failed(post({}, 'entry_7'))).toMatchObject({ kind: 'ambiguous' })
      expect(on.messages()).toHaveLength(1)
      if (!on.platform.find) return
      const ref = await on.platform.find(on.to, 'entry_7', since())
      await on.platform.update(ref!, card({ title: 'Found' }))
      expect(on.shown(last())).toContain('Found')
    })

    test('a send that failed unseen is certainly not there', async () => {
      await post({}, 'entry_6')
      on.fault('refuse')
      expect(await failed(post({}, 'entry_7'))).toMatchObject({ kind: 'ambiguous' })
      expect(await on.platform.find?.(on.to, 'entry_7', since())).toBeUndefined()
    })

    test('a reply is found in its thread, also behind many others', async () => {
      const ref = await post()
      for (let i = 0; i < 230; i++) await on.platform.reply(ref, card({ actions: [] }), `entry_${i}`)
      const found = await on.platform.find?.(ref, 'entry_229', since())
      if (on.platform.find) expect(found).toMatchObject({ thread: ref.id, channel: ref.channel })
    })

    test('a look-up that fails never says "not there"', async () => {
      if (!on.platform.find) return
      for (const kind of ['rate limit', 'refuse', 'token lost'] as const) {
        on.fault(kind, 'find')
        expect(await failed(on.platform.find(on.to, 'entry_7', since()))).toMatchObject({ kind: 'wait' })
      }
    })

    test('a message that was deleted is gone for an update, and nothing is shown in its place', async () => {
      const ref = await post()
      const before = on.messages().length
      await on.remove(ref)
      expect(await failed(on.platform.update(ref, card()))).toMatchObject({ kind: 'gone' })
      expect(on.messages().length).toBe(before - 1)
    })

    test('a reply to a deleted message goes on in its thread, or its thread is gone; it stands nowhere else', async () => {
      const ref = await post()
      await on.remove(ref)
      const before = on.messages().length
      const replied = await on.platform.reply(ref, card(), 'entry_8').catch((error) => error)
      if (replied instanceof ChatError) {
        expect(replied.kind).toBe('gone')
        expect(on.messages().length).toBe(before)
        await expect(on.platform.find?.(ref, 'entry_8', since())).resolves.toBeUndefined()
      } else expect(replied.thread).toBe(ref.id)
    })

    test('a destination that is gone, closed or locked is for a person', async () => {
      expect(await failed(on.platform.post(on.gone, card(), 'k'))).toMatchObject({ kind: 'person' })
      expect(await failed(on.platform.post(on.closed, card(), 'k'))).toMatchObject({ kind: 'person' })
      on.fault('token lost')
      expect(await failed(post())).toMatchObject({ kind: 'person' })
    })

    test('a check says what a person must do', async () => {
      expect(await on.platform.check(on.to)).toEqual({})
      expect((await on.platform.check(on.gone)).problem).toBeTruthy()
      expect((await on.platform.check(on.closed)).problem).toBeTruthy()
      expect((await on.platform.check({ ...on.to, workspace: 'elsewhere' })).problem).toBeTruthy()
    })
  })

  test('people are found by e-mail; guests, bots, leavers and strangers are refused with the reason', async () => {
    expect(await on.platform.resolve(on.emails.member, [on.to])).toEqual({ person: on.person })
    for (const who of ['guest', 'bot', 'foreign'] as const) {
      expect(await on.platform.resolve(on.emails[who], [on.to])).toEqual({
        refused: expect.stringContaining(on.emails[who]),
      })
    }
    expect({ ...(await on.platform.resolve(on.emails.left, [on.to])) }).not.toHaveProperty('person')
    expect(await on.platform.resolve('nobody@example.com', [on.to])).toBeUndefined()
  })
})
