import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'

/** What any answer costs at least: a page from memory and one insert, on the same server and database. */
const { DATABASE_URL = '', DATABASE_POOL = '', PAGE_BYTES = '' } = process.env
const sql = postgres(DATABASE_URL, { max: Number(DATABASE_POOL) })
const start = '<!doctype html><title>Bare</title><p>'
const page = start + 'x'.repeat(Number(PAGE_BYTES) - start.length)

const app = new Hono()
app.get('/s/:token', (c) => c.html(page))
app.post('/s/:token', async (c) => {
  const { score } = await c.req.parseBody()
  await sql`insert into bare_answers (token, score, at) values (${c.req.param('token')}, ${Number(score)}, ${new Date()})`
  return c.html('<!doctype html><title>Bare</title><p>Thank you.')
})
const server = serve({ fetch: app.fetch, port: 0 }, ({ port }) =>
  console.log(JSON.stringify({ event: 'listening', port })),
)
process.once('SIGTERM', () => server.close(() => void sql.end()))
