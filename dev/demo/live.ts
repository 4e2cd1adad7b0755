import type { Db } from '../../db/client.ts'
import type { OpsDeps } from '../../src/deps.ts'
import type { Actor } from '../../src/directory/accounts.ts'
import { codeOf, DomainError } from '../../src/errors.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { atLocal } from '../../src/time.ts'
import { clocksOf } from './clocks.ts'
import type { Dice } from './dice.ts'
import { improvementSteps } from './improvements.ts'
import { BURST } from './places.ts'
import { burstDay, type Calendars, HOUR, MINUTE, type Planned } from './plan.ts'
import { playOf, type Who } from './play.ts'
import { isDissatisfied } from './rows.ts'
import { storiesFrom } from './stories.ts'

type Life = {
  all: Planned[]
  /** Survey links by invitation. */
  tokens: Map<string, string>
  dice: Dice
  calendars: Calendars
  now: Date
}

/** Cases that are worked on at once; one alone is worked on in the order of its story. */
const AT_ONCE = 6
const SPELL = 2 * HOUR
const DEADLOCK = '40P01'

/**
 * Every deed on every case, in the order of time to within two hours, and between them the clocks that remind people and
 * end what customers leave unanswered. Gives what was refused: nothing, if the demo knows the product.
 */
export const live = async (deps: OpsDeps & { db: Db }, life: Life): Promise<string[]> => {
  const { all, tokens, dice, calendars, now } = life
  const people = await peopleOf(deps.db)
  const storyOf = storiesFrom(dice, calendars)
  const steps = improvementSteps(deps, { people, calendars, now }).sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
  const clocks = clocksOf(deps, now)
  const refused: string[] = []
  const stories = all.filter(isDissatisfied).map((of) => ({
    play: playOf(deps, people, of, tokens.get(of.invitationId)!),
    left: storyOf({ ...of, answer: of.answer! }),
  }))
  const from = stories[0]?.left[0]?.at ?? now
  for (const end of spells({ from, now, calendars })) {
    const busy = stories.filter(({ left }) => left[0] && left[0].at <= end)
    const turns = busy.values()
    const work = async () => {
      for (const { play, left } of turns)
        while (left[0] && left[0].at <= end) {
          const { at, deed } = left.shift()!
          await twice(() => deed(play, at)).catch((error) => {
            if (!(error instanceof DomainError)) throw error
            refused.push(`${at.toISOString()} ${error.says(staffWords('en'))}`)
            left.length = 0
          })
        }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    while (steps[0] && steps[0].at <= end) await steps.shift()!.run()
    await clocks(end)
  }
  return refused
}

/** When the clocks are looked at: every other hour, and every five minutes while the payment page fails. */
function* spells({ from, now, calendars }: { from: Date; now: Date; calendars: Calendars }): Generator<Date> {
  const { timeZone } = calendars.billing!
  const day = burstDay(calendars.billing!, now)
  const [begins, ends] = [BURST.from, BURST.over].map((time) => atLocal(timeZone, day, time).getTime())
  let at = from.getTime()
  while (at < now.getTime()) {
    const watched = at >= begins! && at < ends!
    const next = watched ? at + 5 * MINUTE : (Math.floor(at / SPELL) + 1) * SPELL
    at = Math.min(at < begins! && next > begins! ? begins! : next, now.getTime())
    yield new Date(at)
  }
}

/** Two cases of one liaison may wait for each other; the product leaves the second try to who clicked. */
const twice = <T>(act: () => Promise<T>): Promise<T> =>
  act().catch((error) => {
    if (codeOf(error) !== DEADLOCK) throw error
    return act()
  })

const peopleOf = async ({ $client: sql }: Db): Promise<Who> => {
  const rows = await sql<Actor[]>`select id, name, email from people where active`
  return Object.fromEntries(rows.map((one) => [one.email, one]))
}
