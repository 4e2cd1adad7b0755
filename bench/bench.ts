import { cpus } from 'node:os'
import { burst, rounds, steady } from './answers.ts'
import { type Figure, print, round } from './figures.ts'
import { answerToMessage, clicks } from './messages.ts'
import { setStage } from './stage.ts'

// Each figure answers links of its own.
const LINKS = 60_000
const MESSAGES = { from: 0, count: 300 }
const STEADY = { from: 1_500, count: 1_500, perSecond: 100 }
const BURST = { from: 3_000, size: 256, times: 3 }
const ROUNDS = { from: 4_000, until: LINKS, rounds: 5, ms: 3000, connections: [1, 8, 32] }

const say = (text: string) => console.log(text)
const begun = Date.now()
const profile = process.env.BENCH_PROFILE // a folder for V8 profiles of our server
const stage = await setStage({
  links: LINKS,
  ...(profile && {
    flags: ['--cpu-prof', `--cpu-prof-dir=${profile}`],
    settings: { log_min_duration_statement: '0' },
  }),
})
say(
  `Node ${process.version} (${cpus().length} cores), Postgres with its default durable settings (max_connections 200), all on loopback.`,
)
say(`Page ${stage.pageBytes} bytes, the same for bare; ready after ${round((Date.now() - begun) / 1000)} s.`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stage.end().finally(() => process.exit(1)))

const figures: Figure[] = []
const note = (some: Figure[]) => {
  print(some)
  figures.push(...some)
}
try {
  note(await answerToMessage(stage, MESSAGES.from, MESSAGES.count))
  note(await steady(stage, STEADY.from, STEADY.count, STEADY.perSecond))
  note(await clicks(stage, 50))
  note(await burst(stage, BURST.from, BURST.size, BURST.times))
  note(await rounds(stage, ROUNDS))
  say('')
  print(figures)
  say(
    `Answers stored ${await stage.answers()}, cases ${await stage.cases()}; ${round((Date.now() - begun) / 1000)} s in all.`,
  )
} finally {
  await stage.end()
}
if (figures.some(({ kept }) => kept === false)) process.exitCode = 1
