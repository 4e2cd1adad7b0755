import { createHash } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'

/**
 * The least that the product's own tables ask of an answer: one prepared select for the page, one prepared statement
 * for the answer, and in it the rows of case and outbox where it is a dissatisfied one. Nothing is judged, sent or due.
 */
const { DATABASE_URL = '', DATABASE_POOL = '', PAGE_BYTES = '' } = process.env
const sql = postgres(DATABASE_URL, { max: Number(DATABASE_POOL) })
/** When its messages are due: the product beside it must not send them. */
const NEVER = new Date('2100-01-01')
const hash = (token: string) => createHash('sha256').update(token).digest()
const safe = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const filling = 'x'.repeat(Math.max(0, Number(PAGE_BYTES) - 300))

const linked = (token: Buffer) => sql`links l join invitations i on i.id = l.subject_id
  join contacts c on c.id = i.contact_id where l.hash = ${token} and l.purpose = 'survey'`

type Page = {
  brand: string
  colour: string
  department: string
  channel: string
  endedAt: Date
  score: number | null
}
const app = new Hono()
app.get('/s/:token', async (c) => {
  const [page] = await sql<Page[]>`
    select b.name as brand, b.colour, d.name as department, found.channel, found.ended_at as "endedAt", r.score
    from (select i.id, c.brand_key, c.department_key, c.channel, c.ended_at, l.expires_at from ${linked(hash(c.req.param('token')))}) found
    join brands b on b.key = found.brand_key join departments d on d.key = found.department_key
    left join responses r on r.invitation_id = found.id where found.expires_at > ${new Date()}`
  if (!page) return c.notFound()
  const { brand, colour, department, channel, endedAt, score } = page
  return c.html(
    `<!doctype html><title>${safe(brand)}</title><body style="color:${safe(colour)}"><h1>${safe(department)}</h1>` +
      `<p>${safe(channel)}, ${endedAt.toISOString()}, ${score ?? 'no score yet'}<form method="post"><input name="score"></form>${filling}`,
  )
})

const answer = (token: Buffer, score: number, now: Date) => sql`
  with found as (select i.id, c.id as contact_id, c.customer_id, c.matter_id, c.brand_key, c.department_key
    from ${linked(token)} and l.expires_at > ${now}
  ), said as (
    insert into responses (invitation_id, department_key, score, answers, kind, severity, answered_at, revised_at)
    select id, department_key, ${score}, jsonb_build_object('score', ${score}::int), case when ${score} < 3 then 'dissatisfied' when ${score} = 3 then 'neutral' else 'satisfied' end,
      case when ${score} < 3 then 2 end, ${now}, ${now} from found on conflict do nothing returning id
  )`
const opening = (now: Date, due: Date) => sql`
  , opened as (
    insert into cases (matter_id, customer_id, contact_id, response_id, brand_key, department_key, severity, accountable_id,
      opened_at, take_due_at, apology_due_at, promise, promise_due_at)
    select f.matter_id, f.customer_id, f.contact_id, said.id, f.brand_key, f.department_key, 2, p.person_id, ${now}, ${due}, ${due}, 'first word', ${due}
    from said, found f join department_people p on p.department_key = f.department_key and p.position = 0
    on conflict do nothing returning id, department_key
  ), told as (
    insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
    select 'escalation', 'slack:' || (d.destination ->> 'workspace') || ':' || (d.destination ->> 'channel'),
      'case:' || opened.id, 'escalation:' || opened.id, jsonb_build_object('case', opened.id), ${NEVER}, ${now}
    from opened join departments d on d.key = opened.department_key
  )`
app.post('/s/:token', async (c) => {
  const score = Number((await c.req.parseBody()).score)
  const [token, now] = [hash(c.req.param('token')), new Date()]
  const [said] = await (score < 3
    ? sql`${answer(token, score, now)} ${opening(now, new Date(now.getTime() + 3600_000))} select id from said`
    : sql`${answer(token, score, now)} select id from said`)
  if (!said) return c.text('said before, or expired', 409)
  return c.html('<!doctype html><title>Thank you</title><p>Thank you.')
})
const server = serve({ fetch: app.fetch, port: 0 }, ({ port }) =>
  console.log(JSON.stringify({ event: 'listening', port })),
)
process.once('SIGTERM', () => server.close(() => void sql.end()))
