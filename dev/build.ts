import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { requirePatchedDriver } from '../db/driver.ts'
import { languages, pageWords } from '../src/locales/index.ts'
import { surveyPage } from '../src/pages/survey/surveyPage.tsx'
import type { SurveyView } from '../src/responses/view.ts'
import { wrangler } from './workers/wrangler.ts'

/** `npm run build`: both Workers as they would be deployed, and how large things are. Over a limit: exit 1. */
const LIMITS = { edge: 100, ops: 1170, page: 5 }

try {
  requirePatchedDriver()
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'amends-build-'))
const KiB = (bytes: number) => bytes / 1024
let over = false
const report = (what: string, size: number, limit: number, unit: string) => {
  const fits = size <= limit
  over ||= !fits
  console.log(
    `${what.padEnd(34)} ${size.toFixed(1).padStart(7)} ${unit}  (at most ${limit})${fits ? '' : '  TOO LARGE'}`,
  )
}

for (const [name, config] of [
  ['edge', 'wrangler.toml'],
  ['ops', 'wrangler.ops.toml'],
] as const) {
  const out = join(folder, name)
  await wrangler(['deploy', '--dry-run', '--minify', '-c', config, '--outdir', out])
  report(
    `${name} Worker, minified gzip`,
    KiB(gzipSync(readFileSync(join(out, `${name}.js`))).length),
    LIMITS[name],
    'KiB',
  )
}
rmSync(folder, { recursive: true })

const at = new Date('2026-03-11T10:00:00Z')
const view: SurveyView = {
  state: 'open',
  brand: {
    name: 'Nordly',
    colour: '#1f4e79',
    logoSvg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 32"><path d="M4 26 14 6l6 12 4-7 8 15z"/></svg>`,
    replyTo: 'care@nordly.example',
  },
  language: 'en',
  timeZone: 'Europe/Stockholm',
  zoneNamed: true,
  now: new Date('2026-03-11T12:00:00Z'),
  department: 'Customer Service',
  contact: { channel: 'phone', endedAt: at, staffMember: 'Kim', reference: '4711', phone: null },
  survey: 'csat-1',
  answers: null,
  recovery: null,
}
const asked = surveyPage(view)
const followed = surveyPage(
  { ...view, answers: { score: 1 }, recovery: { by: at, person: 'Anna', department: 'Customer Service' } },
  { saved: 'score' },
)
for (const [what, page] of [
  ['survey page', asked],
  ['page after a dissatisfied score', followed],
] as const) {
  report(`${what}, gzip`, gzipSync(page.html).length / 1000, LIMITS.page, 'KB ')
  const loads =
    page.html.match(/<(?:script|iframe)\b|<(?:img|link)[^>]+(?:src|href)="(?!data:)|url\(|@import/g) ?? []
  report(`${what}, requests`, 1 + loads.length, 1, '   ')
  report(`${what}, scripts`, (page.html.match(/<script|\son\w+=/g) ?? []).length, 0, '   ')
}
console.log(`languages: ${languages.map((tag) => pageWords(tag).locale).join(', ')}`)
process.exitCode = over ? 1 : 0
