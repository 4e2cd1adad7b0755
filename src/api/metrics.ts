import { Hono } from 'hono/tiny'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Deps } from '../deps.ts'
import { measure } from '../measures/measure.ts'
import { authenticate } from '../setup/keys.ts'
import { onError } from './problem.ts'

/** Such as the memory and the event loop of this process, which is one for as long as it runs. */
const ofProcess = new Registry()
let collecting = false

/** `GET /metrics` in Prometheus' text format, on Node. Needs a key with `metrics:read`. Names nobody. */
export const metrics = (deps: Pick<Deps, 'db' | 'now' | 'log'>) => {
  if (!collecting) collectDefaultMetrics({ register: ofProcess })
  collecting = true
  return new Hono().onError(onError(deps.log)).get('/metrics', async (c) => {
    await authenticate(deps, { header: c.req.header('authorization'), scope: 'metrics:read' })
    const registry = new Registry()
    const gauges = new Map<string, Gauge>()
    for (const { name, help, value, label } of await measure({ db: deps.db, now: deps.now() })) {
      const known = gauges.get(name)
      const gauge =
        known ??
        new Gauge({
          name: `amends_${name}`,
          help,
          labelNames: label ? [label[0]] : [],
          registers: [registry],
        })
      gauges.set(name, gauge)
      gauge.set(label ? { [label[0]]: label[1] } : {}, value)
    }
    const text = await Registry.merge([registry, ofProcess]).metrics()
    return c.body(text, 200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' })
  })
}
