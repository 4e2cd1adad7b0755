import type { Card } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { setAway } from '../cases/away.ts'
import { untilOf } from '../cases/labels.ts'
import type { Actor } from '../cases/rights.ts'
import { casesToTakeBack, takeCasesBack } from '../cases/takeCasesBack.ts'
import type { OtherVerb, Who } from '../cases/verb.ts'
import { endCovers } from '../covers/answer.ts'
import { readDay } from '../dates.ts'
import type { EdgeDeps } from '../deps.ts'
import { nextInLine } from '../directory/nextInLine.ts'
import { cachedSetup, lineNow } from '../directory/setupCache.ts'
import type { StaffWords } from '../locales/staff.ts'
import { atLocal, localDate } from '../time.ts'
import { said } from './listed.ts'
import { askColleague, cardOf, coverIn, swapIn } from './swap.ts'

const FURTHEST = 366 * 24 * 3_600_000

/** Out of office until a day, the person's first department's: back that morning. What is written wrongly says how. */
export const goAway = async (deps: EdgeDeps, who: Who, text: string): Promise<Answer> => {
  const { by, words, now } = who
  const say = words.personal.away
  const { day, colleague } = coverIn(text)
  const read = await dayOf(deps, who, day)
  if ('answer' in read) return read.answer
  const { until, timeZone, shown } = read
  const covers = colleague
    ? await askColleague(deps, who, { colleague, until, leave: true, timeZone })
    : undefined
  if (covers && !covers.asked) return cardOf(covers)
  const { reassigned } = await setAway(deps, { by, until, now })
  deps.wake()
  return card(say.until(shown), [
    say.thatMorning,
    ...(covers ? [`${covers.title}.`, ...covers.lines] : []),
    ...(await whoIsOnCall(deps, by, words, now)),
    ...(reassigned > 0 ? [say.reassigned(reassigned)] : []),
  ])
}

/** A colleague has this person's cases until a day, once they accept: "Björn takes mine until Thursday". */
export const swap = async (deps: EdgeDeps, who: Who, text: string): Promise<Answer> => {
  const said = swapIn(text)
  const read = await dayOf(deps, who, said?.day ?? '')
  if ('answer' in read) return read.answer
  const { until, timeZone } = read
  return cardOf(
    await askColleague(deps, who, { colleague: said?.colleague ?? '', until, leave: false, timeZone }),
  )
}

type Day = { until: Date; timeZone: string; shown: string }

/** The morning of a day as it was written, or what is wrong with it. */
const dayOf = async (
  deps: EdgeDeps,
  { by, words, now }: Who,
  text: string,
): Promise<Day | { answer: Answer }> => {
  const say = words.personal.away
  const timeZone = await zoneOf(deps, by)
  const today = localDate(timeZone, now)
  const read = readDay(text, today)
  if (!read || 'question' in read)
    return {
      answer: card(say.whichDay, [read?.question(words) ?? say.noDay(text.slice(0, 60)), say.example]),
    }
  const { date } = read
  const until = atLocal(timeZone, date, '00:00')
  if (until <= now) return { answer: card(say.pastTitle, [say.past(date)]) }
  if (until.getTime() - now.getTime() > FURTHEST) return { answer: card(say.farTitle, [say.far]) }
  const shown = untilOf({ timeZone }, until, words)
  const year = date.slice(0, 4)
  return { until, timeZone, shown: today.startsWith(year) ? shown : `${shown} ${year}` }
}

export const comeBack = async (deps: EdgeDeps, { by, words, now }: Who): Promise<Answer> => {
  await isBack(deps, by, now)
  deps.wake()
  const say = words.personal.away
  const [offer] = await takeBackCard(deps, by, words)
  const answer = said(say.welcome, [say.reachYou, ...(offer ? [offer.summary] : [])])
  return { kind: 'card', card: offer ? { ...answer, subject: by.id, actions: offer.actions } : answer }
}

/** What went to others in the absence that has just ended, with a button to have it again. */
export const takeBackCard = async (
  deps: Pick<EdgeDeps, 'db'>,
  by: Actor,
  words: StaffWords,
): Promise<Card[]> => {
  const say = words.personal.away
  const n = await casesToTakeBack(deps, by)
  if (n === 0) return []
  const action = { verb: 'take-cases-back', label: say.takeBack(n), opens: 'nothing' as const }
  return [{ ...said('', [say.untouched(n)]), subject: by.id, actions: [{ ...action, style: 'primary' }] }]
}

/** Always of the person who clicks. */
export const takeMineBack: OtherVerb = {
  run: async (deps, { by, now }) => {
    const n = await takeCasesBack(deps, { by, now })
    return { notice: ({ personal: { away: say } }) => say.tookBack(n) }
  },
}

/** Present first, so that what a colleague has can come back. */
const isBack = async (deps: EdgeDeps, by: Actor, now: Date) => {
  await setAway(deps, { by, until: null, now })
  await endCovers(deps, { person: by.id, now })
}

/** The button of the personal view. */
export const back: OtherVerb = {
  run: async (deps, { by, now }) => {
    await isBack(deps, by, now)
    const n = await casesToTakeBack(deps, by)
    return {
      notice: ({ personal: { away: say } }) =>
        n > 0 ? `${say.welcomeBack} ${say.untouched(n)} ${say.fromHome}` : say.welcomeBack,
    }
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
const whoIsOnCall = async (
  { db }: EdgeDeps,
  { id }: Actor,
  { personal: { away: say } }: StaffWords,
  now: Date,
): Promise<string[]> => {
  const { departments } = await cachedSetup(db.$client, null)
  const mine = await db.$client<{ key: string }[]>`
    select m.department_key as key from department_people m join departments d on d.key = m.department_key
    where m.person_id = ${id} and d.kind = 'department' and d.active group by m.department_key order by m.department_key`
  const lines = await Promise.all(
    mine.flatMap(({ key }) => (departments[key] ? [lineNow(db.$client, departments[key])] : [])),
  )
  return lines.map((department) => {
    const next = nextInLine(department.line, { excluded: [], now })
    return !next || next.id === id ? say.nobody(department.name) : say.onCall(next.name, department.name)
  })
}
