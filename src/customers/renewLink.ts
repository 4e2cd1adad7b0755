import { and, eq, gt } from 'drizzle-orm'
import { caseEvents, cases } from '../../db/schema/index.ts'
import { loadCase } from '../cases/caseFile.ts'
import { endCaseLinks, linkedCase } from '../cases/caseLinks.ts'
import { inChange } from '../cases/change.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { unreachable } from '../cases/stopped.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { BrandLook } from '../responses/view.ts'

const DAY = 24 * 3600_000
const REST = 10 * 60_000
/** An old link may be in anybody's hands: nobody's inbox is filled with it, and it ends no good one all day long. */
const A_DAY = 3

export type LinkLook = { brand: BrandLook; language: string }

/** The look of a page for a link that has ended: nothing of the case. Throws `unknown`. */
export const lookOfLink = async ({ db }: Pick<EdgeDeps, 'db'>, token: string): Promise<LinkLook> => {
  const { caseId } = await linkedCase(db, token)
  const [row] = await db.$client<(BrandLook & { language: string })[]>`
    select b.name, b.colour, b.logo_svg, b.reply_to, c.language from cases k
    join brands b on b.key = k.brand_key join contacts c on c.id = k.contact_id where k.id = ${caseId}`
  if (!row) throw new DomainError('unknown', 'This link is not known.')
  const { language, ...brand } = row
  return { brand, language }
}

/**
 * Ends every link of the case and mails a new one to the stored address alone, once in ten minutes and three times in
 * a day; none ends where no mail would arrive. Who asks is told nothing of it. An ended link may ask too. Throws `unknown`.
 */
export const renewLink = async (
  deps: EdgeDeps,
  { token, now }: { token: string; now: Date },
): Promise<void> => {
  const { caseId } = await linkedCase(deps.db, token)
  const found = await loadCase(deps.db, caseId)
  if (!found.email || (await unreachable(deps, found.email))) return
  const renewed = await inChange(deps.db, now, async ({ tx, note }) => {
    await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, caseId)).for('update')
    const lately = await tx
      .select({ at: caseEvents.at })
      .from(caseEvents)
      .where(
        and(
          eq(caseEvents.caseId, caseId),
          eq(caseEvents.kind, 'link'),
          gt(caseEvents.at, new Date(now.getTime() - DAY)),
        ),
      )
    const rests = lately.some(({ at }) => at.getTime() > now.getTime() - REST)
    if (rests || lately.length >= A_DAY) return false
    await endCaseLinks(deps, tx, caseId, now)
    const event = await note(caseId, { kind: 'link' }, { quiet: true })
    await mailCustomer(tx, found, event, now)
    return true
  })
  if (renewed) deps.wake()
}
