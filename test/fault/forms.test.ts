import { expect, test } from 'vitest'
import { BodyError, readFields } from '../../integrations/body.ts'
import { assess } from '../../surveys/assess.ts'
import { csat, limits } from '../../surveys/csat.ts'
import { drivers } from '../../surveys/drivers.ts'
import { type Answers, type Form, mergeStep } from '../../surveys/survey.ts'

/** 1,000,000 in the long form: `npm run prove:forged`. */
const FORMS = Number(process.env.AMENDS_FORGED ?? 20_000)
const SEED = Number(process.env.AMENDS_SEED ?? Date.now() % 2 ** 31)
const LIMIT = { bytes: 64 * 1024, fields: 100, seconds: 20 }

const dice = (seed: number) => {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  return { random, pick }
}

const NAMES = ['step', 'score', 'drivers', 'words', 'about', 'wish', 'handling', 'reach', 'phone', 'when', 'phoneKnown', 'good', 'kudos', '__proto__', 'constructor', 'toString', 'id', ''] as const // biome-ignore format: one list
const VALUES = ['score', 'wrong', 'right', 'neutral', 'satisfied', '1', '2', '3', '4', '5', '0', '6', '-1', '1.0', '1e0', '٣', ' 1', '1\0', 'person', 'process', 'both', 'analytical', 'phone', 'mail', 'no', 'yes', '+46701234567', '070-123 45 67', 'null', 'undefined', '[object Object]', 'true', '__proto__', '<script>alert(1)</script>', "'; drop table responses; --", '\u202e\u2066', '\ud800', '\u0000', '%00', '🙂'.repeat(40), 'å'.repeat(300), 'x'.repeat(6000), ...drivers] as const // biome-ignore format: one list

type Dice = ReturnType<typeof dice>

/** A form as somebody with a keyboard and no browser would send it. */
const forged = ({ random, pick }: Dice): string => {
  const parts: string[] = []
  if (random() < 0.8) parts.push(`step=${pick(['score', 'wrong', 'right', 'neutral', 'satisfied'])}`)
  for (let left = Math.floor(random() * 8); left > 0; left--) {
    const value = random() < 0.7 ? pick(VALUES) : noise(random, Math.floor(random() * 40))
    const encoded = random() < 0.9 ? encodeURIComponent(value.toWellFormed()) : value
    parts.push(`${pick(NAMES)}${pick(['=', '=', '=', '', '==', '%'])}${encoded}`)
  }
  return parts.join(random() < 0.97 ? '&' : pick(['&&', ';', '\n']))
}

const noise = (random: () => number, length: number) =>
  Array.from({ length }, () => String.fromCharCode(random() * 0x3000)).join('')

const formOf = (fields: [string, string][]): Form => {
  const form: Form = Object.create(null)
  for (const [name, value] of fields) form[name] = name in form ? [form[name]!, value].flat() : value
  return form
}

/** What is stored is offered or a text within its limit, whatever was sent. */
const wrong = (answers: Answers): string[] => {
  const texts = { words: limits.words, wish: limits.wish, good: limits.good, kudos: limits.kudos } as const
  const found = Object.entries(texts).filter(([name, most]) => {
    const text = answers[name as keyof typeof texts]
    return (
      text !== undefined &&
      (text.length > most || /[\0\u202a-\u202e\u2066-\u2069]/u.test(text) || !text.isWellFormed())
    )
  })
  const score = answers.score
  return [
    ...found.map(([name]) => name),
    ...(Number.isInteger(score) && score >= 1 && score <= 5 ? [] : ['score']),
    ...((answers.drivers ?? []).every((one) => drivers.includes(one)) ? [] : ['drivers']),
    ...(Object.getPrototypeOf(answers) === Object.prototype ? [] : ['prototype']),
  ]
}

test(
  `forged forms crash nothing, and what is read from them is offered or within its limits (seed ${SEED})`,
  async () => {
    const on = dice(SEED)
    const counted = { read: 0, refused: 0, 'no form': 0, answers: 0 }
    const faulty: string[] = []
    for (let n = 0; n < FORMS && faulty.length < 10; n++) {
      const body = forged(on)
      let fields: [string, string][] | undefined
      try {
        // One in fifty through a request, as it comes
        fields =
          n % 50 === 0
            ? await readFields(
                new Request('http://127.0.0.1/s/x', {
                  method: 'POST',
                  body,
                  headers: {
                    'content-type': on.pick([
                      'application/x-www-form-urlencoded',
                      'text/plain',
                      'multipart/form-data; boundary=x',
                      'application/json',
                    ]),
                  },
                }),
                LIMIT,
              )
            : [...new URLSearchParams(body)]
      } catch (error) {
        if (error instanceof BodyError) counted.refused += 1
        else faulty.push(`${error}: ${body}`)
        continue
      }
      if (!fields) {
        counted['no form'] += 1
        continue
      }
      try {
        const read = csat.parseStep(formOf(fields))
        if (!('answers' in read)) {
          counted.refused += 1
          continue
        }
        counted.read += 1
        const merged = mergeStep(null, read.answers) ?? mergeStep({ score: 1 }, read.answers)!
        counted.answers += 1
        assess(merged)
        const bad = wrong(merged)
        if (bad.length > 0) faulty.push(`${bad}: ${body}`)
      } catch (error) {
        faulty.push(`${error}: ${body}`)
      }
    }
    console.log(`${FORMS} forged forms, seed ${SEED}: ${JSON.stringify(counted)}, ${faulty.length} faulty`)
    expect(faulty).toEqual([])
    expect(counted.read).toBeGreaterThan(FORMS / 20)
  },
  60_000 + FORMS,
)
