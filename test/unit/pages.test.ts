import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrast, paper, parse, readable } from '../../src/colour.ts'
import { pageWords } from '../../src/locales/index.ts'
import { casePage, endedLinkPage, stopPage } from '../../src/pages/case/casePage.tsx'
import type { Page } from '../../src/pages/shared/layout.tsx'
import { messagePage } from '../../src/pages/shared/messages.tsx'
import { surveyPage } from '../../src/pages/survey/surveyPage.tsx'
import type { CaseView } from '../../src/render/storyView.ts'
import { naughty } from '../fixtures/chat/naughty.ts'
import { all, nasty, recovery, survey, theCase } from '../fixtures/pages.ts'

const bigList: string[] = createRequire(import.meta.url)('big-list-of-naughty-strings')

/** The same page, with all that people wrote on it replaced. */
const saying = (words: string): CaseView =>
  JSON.parse(
    JSON.stringify(theCase).replaceAll(JSON.stringify(nasty), () => JSON.stringify(words)),
    (_key, value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value),
  )

const pages: Record<string, () => Page> = {
  ask: () => surveyPage(survey(), { chosen: '2' }),
  satisfied: () => surveyPage(survey({ answers: { ...all, score: 5 } }), { saved: 'score' }),
  neutral: () => surveyPage(survey({ answers: { ...all, score: 3 } }), { saved: 'score' }),
  wrong: () => surveyPage(survey({ answers: all, recovery }), { saved: 'score' }),
  right: () => surveyPage(survey({ answers: all, recovery }), { saved: 'wrong' }),
  end: () => surveyPage(survey({ answers: all, recovery }), { saved: 'right' }),
  revisit: () => surveyPage(survey({ answers: all, recovery })),
  expired: () => surveyPage(survey({ state: 'expired' })),
  case: () => casePage(theCase),
  recovering: () => casePage({ ...theCase, question: 'not yet', questions: [] }),
  confirmed: () =>
    casePage({ ...theCase, open: false, reopenable: true, question: 'answered' }, { chosen: 'not yet' }),
  stop: () => stopPage(theCase),
  'ended link': () => endedLinkPage({ brand: theCase.brand, language: 'nb' }),
}

describe.each(Object.keys(pages))('the %s page', (name) => {
  const { html, csp } = pages[name]!()

  test('is at most 5 KB compressed, one request, without JavaScript', () => {
    expect(gzipSync(html).length).toBeLessThan(5000)
    expect(html).not.toMatch(/<script|<link (?!rel="icon" href="data:,")|\son\w+="|javascript:/i)
    expect(html.match(/\ssrc="(?!data:)/)).toBeNull()
  })

  test('shows what people wrote as text', () => {
    expect(html).not.toContain('<img src=x')
  })

  test('allows its own style and nothing else', () => {
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!
    expect(csp).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(csp).toContain("default-src 'none'")
    expect(html).not.toMatch(/\sstyle="/)
  })
})

/** What is read, without the marks. */
const told = (html: string): string => html.replace(/<[^>]*>/g, '')

describe('the survey', () => {
  test('a score from a mail is chosen, and the button confirms it', () => {
    expect(pages.ask!().html).toMatch(/value="2" checked=""/)
    expect(surveyPage(survey()).html).not.toContain('checked=')
  })

  test('a dissatisfied customer hears who, by when in their own zone, and whom to reach', () => {
    const { html } = pages.wrong!()
    expect(told(html)).toContain(
      'Maria på Kundtjänst har ditt ärende. Du hör från oss senast torsdag 12 mars kl. 14:00.',
    )
    expect(html).toContain('href="mailto:help@nordly.example"')
  })

  test('a time in a zone that nobody said is theirs names it, on the case’s page too', () => {
    const zoneNamed = true
    const { html } = surveyPage(survey({ answers: all, recovery, zoneNamed }), { saved: 'score' })
    expect(told(html)).toContain('torsdag 12 mars kl. 14:00 (centraleuropeisk tid).')
    const callBack = { at: recovery.by, phone: '+46701234567' }
    const ofCase = casePage({ ...saying('Maria'), callBack, zoneNamed, language: 'nb' }).html
    expect(ofCase).toContain('torsdag 12. mars kl. 14:00 (sentraleuropeisk tid)')
    const slots = casePage({ ...saying('Maria'), callBack: null, zoneNamed }).html
    expect(slots).toMatch(/<label class="q" for="at">[^<]*\(Central European Time\)<\/label>/)
    expect(slots).toMatch(/<option[^>]*>Thursday 12 March at 14:00<\/option>/)
    for (const { html } of [surveyPage(survey({ answers: all, recovery })), casePage(saying('Maria'))])
      expect(html).not.toMatch(/Central European|centraleuropeisk/)
  })

  test('a customer who would rather not be contacted is promised no contact', () => {
    const { html } = surveyPage(survey({ answers: { score: 1, reach: { may: false } }, recovery }), {
      saved: 'right',
    })
    expect(html).toContain('vet att du helst inte vill bli kontaktad')
    expect(html).not.toContain('Du hör från oss')
  })

  test('a score that was raised leaves the open case, and all that was said, on each page', () => {
    const answers = { ...all, score: 5, words: 'Kaffet var kallt', wish: 'Nytt kaffe' } as const
    const view = survey({ answers, recovery })
    for (const saved of ['score', 'satisfied', undefined] as const) {
      const { html } = surveyPage(view, saved && { saved })
      for (const kept of ['Maria på Kundtjänst har ditt ärende', 'Kaffet var kallt', 'Nytt kaffe', '070 1'])
        expect(html).toContain(kept)
    }
  })

  test('after words that a case may follow on, the page says so', () => {
    const end = (more: object) =>
      surveyPage(survey({ answers: { score: 5, good: 'Allt' }, ...more }), { saved: 'satisfied' }).html
    expect(end({})).toContain('öppnar vi ett ärende')
    expect(end({ recovery })).not.toContain('öppnar vi ett ärende')
    expect(end({ answers: { score: 5 } })).not.toContain('öppnar vi ett ärende')
  })

  test('pictures that were refused are not called saved', () => {
    const { html } = casePage({ ...theCase, language: 'sv' }, { saved: true, pictures: 'refused' })
    expect(html).toContain('Texten är sparad.')
    expect(html).not.toContain('Tack, det är sparat.')
    expect(casePage({ ...theCase, language: 'sv' }, { saved: true }).html).toContain('Tack, det är sparat.')
  })

  test('a link that is not known may be of data that was erased on wish', () => {
    expect(messagePage(pageWords('sv'), 'unknown').html).toContain('Om du har bett oss radera dina uppgifter')
  })

  test('the day of the contact is the customer’s', () => {
    expect(pages.ask!().html).toContain('12 mars')
  })

  test('the number the contact left is not shown to the holder of the link', () => {
    const { html } = surveyPage(survey({ answers: { score: 1 }, recovery }), { saved: 'wrong' })
    expect(html).not.toContain('701234567')
    expect(html).toContain('slutar på 67')
  })

  test('a fault stands next to its field, with what was typed and the cursor in it', () => {
    const { html, status } = surveyPage(survey({ answers: { score: 1 } }), {
      refused: {
        step: 'right',
        form: { step: 'right', reach: 'phone', phone: 'abc', wish: 'kept' },
        faults: [{ field: 'phone', fault: 'no phone number' }],
      },
    })
    expect(status).toBe(422)
    expect(html).toMatch(
      /<input[^>]*value="abc"[^>]*id="phone"[^>]*aria-describedby="phone-f phone-h"[^>]*aria-invalid="true"[^>]*autofocus/,
    )
    expect(html).toContain('>kept</textarea>')
    expect(html).toContain('<title>Kontrollera: ')
  })

  test('text that begins with line breaks is given back whole', () => {
    const { html } = surveyPage(survey({ answers: { score: 5, good: '\nfine' } }))
    expect(html).toContain('>\n\nfine</textarea>')
  })
})

test('any brand colour can be read: text on it, and it upon our paper, by day and by night', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (rgb) => {
      const colour = `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`
      const { brand, on, light, dark } = readable(colour)
      for (const [ink, ground] of [
        [on, brand],
        [light, paper.light],
        [light, '#fff'],
        [dark, paper.dark],
      ] as const)
        expect(contrast(parse(ink)!, parse(ground)!)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('no naughty string adds a tag to a case’s page, and each can be typed again', () => {
  const tags = (html: string) =>
    html
      .slice(html.indexOf('<body'))
      .match(/<[a-z!/][^>]*>/gi)!
      .map((tag) => tag.replace(/value="[^"]*"/, ''))
  const draw = (words: string) =>
    casePage(saying(words), { refused: { step: 'say', form: { words }, faults: [] } }).html
  const calm = tags(draw('calm'))
  for (const words of [...bigList, ...naughty].filter((words) => words.trim() !== '')) {
    expect(tags(draw(words)), words).toEqual(calm)
  }
})
