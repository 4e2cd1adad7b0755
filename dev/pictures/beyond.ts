import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { answerSurvey, linksOf } from './answers.ts'
import { type Stage, signIn, until } from './stack.ts'

const HOUR = 3600_000
const CHANNEL = 'C0BILLING'
const lo = 'lo@example.com'
type Keep = (page: Page, name: string, options?: object) => Promise<void>

/** What a case may need besides the main line: a question in the customer's language, an approval, the personal view, the desk. */
export async function beyond(stage: Stage, browser: Browser, keep: Keep): Promise<void> {
  const { slack } = stage
  const astrid = stage.userOf('Astrid Lund')
  const phone = await browser.newPage({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 1.25,
    colorScheme: 'dark',
    locale: 'sv-SE',
  })
  await stage.contact({
    source: 'shop',
    externalId: 'call-4800',
    channel: 'phone',
    brand: 'nordly',
    department: 'billing',
    language: 'sv',
    customer: { name: 'Lo Sand', email: lo },
    reference: 'order-4800',
    endedAt: new Date(Date.now() - HOUR).toISOString(),
  })
  const mailed = (subject: RegExp) =>
    until(`a mail ${subject}`, async () =>
      (await stage.inbox.emails()).find((one) => one.to.includes(lo) && subject.test(one.subject)),
    )
  await answerSurvey(stage, lo, [
    { step: 'score', score: '1' },
    {
      step: 'wrong',
      words: 'Lampan var trasig och ingen svarade på mina brev.',
      drivers: 'damaged-or-faulty-product',
    },
  ])
  const post = await until('the case', () =>
    slack.messages(CHANNEL).find(({ text, thread_ts, blocks }) => {
      return !thread_ts && /^Case 1002|Case 10/.test(text) && JSON.stringify(blocks).includes('Lo Sand')
    }),
  )
  const { ts } = post
  const button = (verb: string) =>
    JSON.stringify(slack.messages(CHANNEL).find((one) => one.ts === ts)?.blocks).includes(`amends:${verb}`)
  const press = async (verb: string, user = astrid) => {
    await until(`the button ${verb}`, () => button(verb))
    await slack.click({ user, channel: CHANNEL, ts, actionId: `amends:${verb}` })
  }
  const fill = async (verb: string, values: Record<string, string | string[]>) => {
    await press(verb)
    const view = await until(`the form ${verb}`, () => slack.modals(astrid).at(-1))
    if (verb === 'remedy') await slack.submit({ user: astrid, viewId: view.id, values })
    const { status, errors } = await slack.submit({ user: astrid, viewId: view.id, values })
    if (status !== 200 || errors) throw new Error(`${verb}: ${status} ${JSON.stringify(errors)}`)
  }
  const day = (n: number) => new Date(Date.now() + n * 24 * HOUR).toISOString().slice(0, 10)
  await press('take')
  await fill('apologise', {
    text: 'Hej Lo! Lampan kom trasig och ingen hörde av sig till dig på en vecka. Det är vårt fel, och jag är ledsen för det.',
    next: day(2),
  })
  await fill('ask', { text: 'Var kartongen skadad när den kom? Lägg gärna till en bild.', next: day(2) })
  const link = linksOf(await mailed(/fråga/i), stage.url).find((one) => one.includes('/c/'))!
  await phone.goto(link)
  await phone.locator('#say').fill('Ja, i ena hörnet. Så här såg den ut.')
  await phone
    .locator('input[type=file]')
    .setInputFiles(join(import.meta.dirname, '../../docs/pictures/survey-score.png'))
  await keep(phone, 'case-question')
  await phone
    .locator('form', { has: phone.locator('#say') })
    .locator('button')
    .click()
  await phone.locator('main img').first().waitFor()

  const offer = {
    kind: 'refund',
    ground: 'goodwill',
    amount: '900',
    due: day(3),
    words: 'Du får 900 kronor tillbaka för lampan.',
  }
  await fill('remedy', { ...offer, why: 'The lamp, and two journeys to the depot for nothing.' })
  const maja = stage.userOf('Maja Berg')
  const direct = `D${maja.slice(1)}`
  const approval = await until('the approval', () => slack.messages(direct)[0])
  const screen = await browser.newPage({ viewport: { width: 1180, height: 760 }, locale: 'en-GB' })
  await screen.goto(`${slack.url}/?channel=${direct}&as=${maja}`)
  await screen.locator(`[id="m-${approval.ts}"]`).waitFor()
  await keep(screen, 'slack-approval')
  for (const view of slack.modals(astrid)) await slack.dismiss(astrid, view.id)
  await slack.openHome(astrid)
  await until('the home tab', () => slack.home(astrid))
  await screen.goto(`${slack.url}/?channel=D${astrid.slice(1)}&tab=home&as=${astrid}`)
  await keep(screen, 'slack-home')

  await signIn(stage, phone, 'maja@nordly.example')
  await phone.goto(`${stage.url}/desk`)
  await keep(phone, 'desk')
}
