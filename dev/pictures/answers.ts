import type { Email } from '../mail.ts'
import type { Stage } from './stack.ts'
import { until } from './stack.ts'

/** The product's own links of a mail. */
export const linksOf = ({ html }: Email, url: string): string[] =>
  [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, link]) => link!.replaceAll('&amp;', '&'))
    .filter((link) => link.startsWith(url))

/** A customer who was mailed goes through the survey. */
export async function answerSurvey(
  stage: Stage,
  email: string,
  steps: Record<string, string>[],
): Promise<void> {
  const asked = await until(`the mail to ${email}`, async () =>
    (await stage.inbox.emails()).find((mail) => mail.to.includes(email)),
  )
  const link = linksOf(asked, stage.url).find((one) => one.includes('/s/'))!
  for (const step of steps) {
    const answer = await fetch(link.split('?')[0]!, { method: 'POST', body: new URLSearchParams(step) })
    if (answer.status !== 200) throw new Error(`the answer of ${email}: ${answer.status}`)
  }
}
