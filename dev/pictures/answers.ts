import type { Email } from '../mail.ts'
import type { Stage } from './stack.ts'
import { until } from './stack.ts'

const HOUR = 3600_000

/** The product's own links of a mail. */
export const linksOf = ({ html }: Email, url: string): string[] =>
  [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, link]) => link!.replaceAll('&amp;', '&'))
    .filter((link) => link.startsWith(url))

type Step = Record<string, string>
const right = (good: string, kudos = ''): Step => ({ step: 'satisfied', good, kudos })
const wrong = (words: string, drivers: string): Step => ({ step: 'wrong', words, drivers, about: 'process' })

const OTHERS: [name: string, score: number, rest?: Step][] = [
  ['Ada', 5, right('You answered at once and knew what to do.', 'Robin')],
  ['Bo', 4, right('Clear words, no waiting.')],
  ['Cleo', 5, right('The invoice was put right while I was on the line.', 'Robin')],
  ['Dan', 4],
  ['Eva', 3, wrong('It took two calls.', 'sent-around')],
  ['Finn', 5],
  ['Gro', 2, wrong('The fee on the invoice was not what I was told.', 'price-or-fee')],
  ['Hal', 4],
]

/** Customers beside the one in the pictures, so that a digest has something to count. */
export async function othersAnswer(stage: Stage, contact: object): Promise<void> {
  for (const [name, score, rest] of OTHERS) {
    const email = `${name.toLowerCase()}@example.com`
    await stage.contact({
      ...contact,
      externalId: `call-${name}`,
      reference: `order-${name}`,
      customer: { name, email },
      endedAt: new Date(Date.now() - HOUR).toISOString(),
    })
    const asked = await until(`the mail to ${name}`, async () =>
      (await stage.inbox.emails()).find((mail) => mail.to.includes(email)),
    )
    const link = linksOf(asked, stage.url).find((one) => one.includes('/s/'))!
    for (const step of [{ step: 'score', score: String(score) }, ...(rest ? [rest] : [])]) {
      const answer = await fetch(link.split('?')[0]!, { method: 'POST', body: new URLSearchParams(step) })
      if (answer.status !== 200) throw new Error(`${name}'s answer: ${answer.status}`)
    }
  }
}
