import { cpus } from 'node:os'
import { burst, steady } from './answers.ts'
import { type Figure, print, round } from './figures.ts'
import { answerToMessage, clicks } from './messages.ts'
import { type Rounds, rounds } from './rounds.ts'
import { setStage } from './stage.ts'

/** `npm run bench -- answers` measures answers to the honest server alone, `-- messages` all but that, in minutes. */
const only = process.argv[2]
const LINKS = 1_000_000
const MESSAGES = [
  { when: 'right after start', count: 50, within: 500 },
  { when: 'warm', count: 300, within: 100 },
]
const STEADY = { count: 1_500, perSecond: 100 }
const BURST = { size: 256, times: 3 }
const ROUNDS: Rounds = { rounds: 5, answers: 2_000, warm: 500 }

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
  `Node ${process.version} (${cpus().length} cores), Postgres with its default durable settings (max_connections 200), at least ${LINKS} links, all on loopback.`,
)
say(
  `Page ${stage.pageBytes} bytes, the same for honest; ready after ${round((Date.now() - begun) / 1000)} s.`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stage.end().finally(() => process.exit(1)))

const figures: Figure[] = []
const note = (some: Figure[]) => {
  print(some)
  figures.push(...some)
}
try {
  if (only !== 'answers') {
    // A run before may have left another
    await stage.announceAfter(0)
    for (const one of MESSAGES) note(await answerToMessage(stage, one))
    note(await steady(stage, STEADY.count, STEADY.perSecond))
    note(await clicks(stage, 50))
    note(await burst(stage, BURST.size, BURST.times))
  }
  if (only !== 'messages') note(await rounds(stage, ROUNDS))
  say('')
  print(figures)
  say(
    `Answers stored ${await stage.answers()}, cases ${await stage.cases()}; ${round((Date.now() - begun) / 1000)} s in all.`,
  )
} finally {
  await stage.end()
}
if (figures.some(({ kept }) => kept === false)) process.exitCode = 1
