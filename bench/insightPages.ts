import type { Db } from '../db/client.ts'
import { routes } from '../src/desk/routes.ts'
import { deskStore } from '../src/desk/store.ts'
import { hash, token } from '../src/tokens.ts'
import { BIG_NOW } from './bigRows.ts'
import { median, round } from './figures.ts'
import { type Bench, said } from './stopwatch.ts'

const KEY = 'a key of at least thirty-two characters'
/** What goes on after an answer is waited for by whom reads it. */
const ENV = { background: () => {} }
type Timing = [what: string, path: string, target?: number]
const PAGES: Timing[] = [
  ['the report, 28 days of all departments', '/desk/report', 100],
  ['the report, 28 days of one department', '/desk/report?department=department-7', 100],
  ['the report, a year of all departments', '/desk/report?from=2025-11-02&to=2026-11-01'],
  ['cases', '/desk/cases', 100],
  ['cases, any open', '/desk/cases?state=any+open', 100],
  ['cases, overdue', '/desk/cases?state=overdue', 100],
  ['cases whose finding is still to be written', '/desk/cases?outcome=undocumented', 100],
  ['cases of a driver', '/desk/cases?driver=payment-methods', 100],
  ['cases that came back', '/desk/cases?outcome=reopened', 100],
  ['answers', '/desk/answers', 100],
  ['answers, dissatisfied', '/desk/answers?kind=dissatisfied', 100],
  ['answers of a month long ago', '/desk/answers?from=2025-01-01&to=2025-01-31', 100],
  ['answers by a word', '/desk/answers?q=waited', 100],
  ['cases by a customer’s name', '/desk/cases?q=customer-100', 100],
]

export const benchPages = (bench: Bench): Promise<void> => timePages(bench, PAGES)

/** Pages of the desk for management, as its routes answer them. The report sends its beginning before its numbers are read. */
export async function timePages({ db, note, timed, cpuSoFar }: Bench, pages: Timing[]): Promise<void> {
  const open = await deskOf(db)
  for (const [what, path, target] of pages) {
    const first: { ms: number; cpu: number }[] = []
    const whole = await timed(
      async () => {
        const [from, spent] = [performance.now(), cpuSoFar()]
        const rest = await open(path)
        first.push({ ms: performance.now() - from, cpu: cpuSoFar() - spent })
        await rest()
      },
      ...(target ? ([7, 6] as const) : ([1, 0] as const)),
    )
    const [ms, cpu] = [median(first.map(({ ms }) => ms)), median(first.map(({ cpu }) => cpu))]
    note({
      what: `page: ${what}`,
      measured: `first byte ${round(ms, 1)} ms (${round(cpu, 1)} of CPU); whole ${said(whole)}`,
      ...(target && { target: `first byte within ${target} ms`, kept: ms <= target }),
    })
  }
}

/** The desk for somebody of management: opens a page until its first bytes are there, and gives what reads the rest. */
export async function deskOf(db: Db): Promise<(path: string) => Promise<() => Promise<void>>> {
  const sql = db.$client
  const app = routes({
    db,
    store: deskStore(db),
    log: (event, facts) => console.log(event, facts),
    now: () => BIG_NOW,
    publicUrl: 'http://127.0.0.1:8787',
    tokenKey: KEY,
    wake: () => {},
  })
  const secret = token(KEY, 'sign-in', '00000000-0000-4000-8000-000000000000', Buffer.alloc(16))
  await sql`delete from sessions`
  await sql`
    insert into sessions (hash, person_id, created_at, expires_at)
    select ${hash(secret)}, person_id, ${BIG_NOW}, ${BIG_NOW}::timestamptz + interval '1 hour' from department_people
    where department_key = 'management'`
  return async (path) => {
    const response = await app.request(path, { headers: { cookie: `amends-session=${secret}` } }, ENV)
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    const reader = response.body!.getReader()
    await reader.read()
    return async () => {
      while (!(await reader.read()).done);
    }
  }
}
