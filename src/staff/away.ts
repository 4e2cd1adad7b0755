import type { Answer } from '../../integrations/chat.ts'
import { setAway } from '../cases/away.ts'
import { timeOf } from '../cases/labels.ts'
import type { Actor } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { readDay } from '../dates.ts'
import type { EdgeDeps } from '../deps.ts'
import { nextInLine } from '../directory/nextInLine.ts'
import { cachedSetup } from '../directory/setupCache.ts'
import { atLocal, localDate } from '../time.ts'
import { said } from './mine.ts'

const FURTHEST = 366 * 24 * 3_600_000

/** Out of office until a day, the person's first department's: back that morning. What is written wrongly says how. */
export const goAway = async (deps: EdgeDeps, by: Actor, text: string, now: Date): Promise<Answer> => {
  const timeZone = await zoneOf(deps, by)
  const today = localDate(timeZone, now)
  const read = readDay(text, today)
  if (!read || 'question' in read)
    return card('Until which day?', [
      read?.question ??
        (text ? `“${text.slice(0, 60)}” is not a day I understand.` : 'Say on which day you are back.'),
      'Write it like this: “out of office until 2026-12-01”, “until 1 December” or “until Monday”; in Swedish and Norwegian too.',
    ])
  const { date } = read
  const until = atLocal(timeZone, date, '00:00')
  if (until <= now) return card('That day is not ahead', [`${date} is today or past. Nothing was changed.`])
  if (until.getTime() - now.getTime() > FURTHEST)
    return card('That is more than a year ahead', [
      'Nothing was changed. An administrator can take you out of organisation.yaml.',
    ])
  const { reassigned } = await setAway(deps, { by, until, now })
  deps.wake()
  const shown = timeOf({ timeZone }, until).replace(/,? 00:00$/, '')
  const year = date.slice(0, 4)
  return card(`You are out of office until ${shown}${today.startsWith(year) ? '' : ` ${year}`}`, [
    'You are back that morning. Say “back” if it is sooner.',
    ...(await whoIsOnCall(deps, by, now)),
    ...(reassigned > 0
      ? [`${reassigned} of your cases went to whoever is on call: not taken yet, or due meanwhile.`]
      : []),
  ])
}

export const comeBack = async (deps: EdgeDeps, by: Actor, now: Date): Promise<Answer> => {
  await setAway(deps, { by, until: null, now })
  deps.wake()
  return card('Welcome back', ['New cases reach you again. What a colleague took meanwhile stays with them.'])
}

/** The button of the personal view. */
export const back: OtherVerb = {
  run: async (deps, { by, now }) => {
    await setAway(deps, { by, until: null, now })
    return { notice: 'Welcome back: new cases reach you again.' }
  },
}

const card = (title: string, lines: string[]): Answer => ({ kind: 'card', card: said(title, lines) })

const zoneOf = async ({ db }: EdgeDeps, { id }: Actor): Promise<string> => {
  const [found] = await db.$client<{ timeZone: string }[]>`
    select d.time_zone from department_people m join departments d on d.key = m.department_key
    where m.person_id = ${id} order by d.kind = 'management', m.position limit 1`
  return found?.timeZone ?? 'UTC'
}

/** Who is called meanwhile, in each department of theirs. */
const whoIsOnCall = async ({ db }: EdgeDeps, { id }: Actor, now: Date): Promise<string[]> => {
  const { departments } = await cachedSetup(db.$client, null)
  const mine = await db.$client<{ key: string }[]>`
    select m.department_key as key from department_people m join departments d on d.key = m.department_key
    where m.person_id = ${id} and d.kind = 'department' and d.active group by m.department_key order by m.department_key`
  return mine.flatMap(({ key }) => {
    const department = departments[key]
    if (!department) return []
    const next = nextInLine(department.line, { excluded: [], now })
    return !next || next.id === id
      ? [`Nobody else is there for ${department.name}: its new cases still come to you.`]
      : [`Meanwhile ${next.name} is on call for ${department.name}.`]
  })
}
