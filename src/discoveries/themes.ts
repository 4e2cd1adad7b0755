import { sqlOf, type Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { type Comment, type Theme, themesIn } from '../insight/themes.ts'
import { atLocal, nextDay } from '../zone.ts'
import { type Due, type Found, foundLately, sweepRuns } from './runs.ts'

const DAYS = 28
/** Read within a tick's share of CPU: `test/unit/insightThemes.long.test.ts`. */
const MOST = 50_000

/** Each week: what dissatisfied customers of the last 28 days write about, a department a tick. */
export const findThemes = (deps: Pick<Deps, 'db' | 'log'>, { now }: { now: Date }): Promise<void> =>
  sweepRuns(deps, { kind: 'theme', every: 'week', now, most: 1 }, async (tx, due) => {
    const rows = await commentsOf(tx, due)
    const known = new Set((await foundLately(tx, due, 'theme')).map(nameOf))
    const { themes } = themesIn(rows)
    const found = themes.filter((theme) => !known.has(nameOf(theme)))
    return { found: found.map((theme) => themeOf(theme, rows, due)) }
  })

const nameOf = ({ language, phrase }: Pick<Theme, 'language' | 'phrase'>) => `${language}:${phrase}`

type Row = Comment & { id: string }

/** Words of dissatisfied and satisfied customers in two times 28 days, newest first. */
const commentsOf = async (tx: Tx, { key, timeZone, to }: Due): Promise<Row[]> => {
  const sql = sqlOf(tx)
  const [from, between, until] = [nextDay(to, 1 - 2 * DAYS), nextDay(to, 1 - DAYS), nextDay(to, 1)].map(
    (day) => atLocal(timeZone, day, '00:00'),
  )
  return sql<Row[]>`
    select id, text, language, dissatisfied, drivers, period from (
      select r.id, c.language, r.kind = 'dissatisfied' as dissatisfied, coalesce(r.answers -> 'drivers', '[]') as drivers,
        case when r.answered_at >= ${between!} then 'now' else 'before' end as period,
        concat_ws(E'\n', r.answers ->> 'words', r.answers ->> 'wish', r.answers ->> 'good') as text, r.answered_at
      from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
      where r.department_key = ${key} and r.answered_at >= ${from!} and r.answered_at < ${until!}
        and r.kind in ('dissatisfied', 'satisfied')
    ) said where text <> '' order by answered_at desc, id limit ${MOST}`
}

const themeOf = (theme: Theme, rows: Row[], { to }: Due): Found => {
  const { phrase, language, count, before, driver, quotes, where } = theme
  const ids = (of: number[]) => of.map((at) => rows[at]!.id)
  return {
    kind: 'theme',
    key: `${nameOf(theme)}:${to}`,
    from: nextDay(to, 1 - DAYS),
    to,
    facts: { phrase, language, count, before, driver, quotes: ids(quotes), answers: ids(where) },
  }
}
