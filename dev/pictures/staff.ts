import type { Browser, Page } from 'playwright-core'
import { answerSurvey } from './answers.ts'
import { type Stage, signIn, until } from './stack.ts'

type Keep = (page: Page, name: string, options?: object) => Promise<void>
const WIDTH = 364
const HEIGHT = 800

/** Staff in their own language, on a phone: whom, where, and what the buttons are called. */
const PEOPLE = [
  {
    language: 'sv',
    colorScheme: 'light',
    email: 'astrid@nordly.example',
    department: 'billing',
    brand: 'nordly',
    customer: { name: 'Karin Nord', email: 'karin@example.com' },
    words: 'Jag väntade i 40 minuter, och sedan ringde ingen tillbaka.',
    wish: 'Ta bort avgiften.',
    buttons: ['Ta ärendet', 'Be om ursäkt', 'Erbjud åtgärd'],
    help: 'hjälp',
  },
  {
    language: 'nb',
    colorScheme: 'dark',
    email: 'ingrid@nordly.example',
    department: 'store',
    brand: 'fjord',
    customer: { name: 'Kari Nord', email: 'kari@example.com' },
    words: 'Jeg ventet i førti minutter, og så ringte ingen tilbake.',
    wish: 'Ta bort gebyret.',
    buttons: ['Ta saken', 'Beklag', 'Tilby tiltak'],
    help: 'hjelp',
  },
] as const

type Somebody = (typeof PEOPLE)[number]

/** A customer of that language is dissatisfied; gives the case. */
async function dissatisfied(stage: Stage, one: Somebody): Promise<string> {
  const { language, department, brand, customer, words, wish } = one
  await stage.contact({
    source: 'shop',
    externalId: `call-${language}`,
    channel: 'phone',
    brand,
    department,
    language,
    customer,
    reference: 'order-77',
    endedAt: new Date(Date.now() - 3600_000).toISOString(),
  })
  await answerSurvey(stage, customer.email, [
    { step: 'score', score: '1' },
    { step: 'wrong', words, drivers: 'waiting-time' },
    { step: 'right', wish, handling: 'functional' },
  ])
  return until(`the case of ${customer.name}`, () => stage.caseOf(customer.email))
}

/** A case, its two most used forms, the personal view, and what can be typed: side by side. */
export async function staffOnPhone(stage: Stage, browser: Browser, keep: Keep): Promise<void> {
  for (const one of PEOPLE) {
    const { language, colorScheme, email, department, buttons } = one
    await stage.speak(department, email, language)
    const id = await dissatisfied(stage, one)
    const phone = await browser.newPage({
      viewport: { width: WIDTH, height: HEIGHT },
      deviceScaleFactor: 1,
      colorScheme,
      locale: language,
    })
    await signIn(stage, phone, email)
    const shots: string[] = []
    const shoot = async () => shots.push((await phone.screenshot({ caret: 'hide' })).toString('base64'))
    /** A page that is being left can't be taken a picture of. */
    const press = async (name: string) => {
      const loaded = phone.waitForEvent('load')
      await phone.getByRole('button', { name, exact: true }).first().click()
      await loaded
    }
    const [take, ...forms] = buttons
    await phone.goto(`${stage.url}/desk/c/${id}`)
    await press(take)
    await shoot()
    for (const form of forms) {
      await phone.goto(`${stage.url}/desk/c/${id}`)
      await press(form)
      await shoot()
    }
    await phone.goto(`${stage.url}/desk`)
    await shoot()
    await phone.locator('#say').fill(one.help)
    const said = phone.waitForEvent('load')
    await phone.locator('form:has(#say) button').click()
    await said
    await shoot()
    await phone.close()
    const row = await browser.newPage({
      viewport: { width: shots.length * (WIDTH + 8), height: HEIGHT },
    })
    const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join('')
    await row.setContent(`<body style="margin:0;display:flex;gap:8px;background:#888">${images}`)
    await keep(row, `staff-${language}`)
    await row.close()
  }
}
