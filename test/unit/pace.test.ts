import { expect, test } from 'vitest'
import { COUNTING, jobs } from '../../src/jobs/jobs.ts'
import { eachTime, paced } from '../../src/jobs/pace.ts'

const paceAt = () => {
  let time = 5_000
  const ran: string[] = []
  const pace = paced(new Set(['roll-ups']), () => time)
  const run = (name: string, takes: number) =>
    pace(name, async () => {
      ran.push(name)
      time += takes
    })
  return { ran, run, pass: (ms: number) => (time += ms) }
}

test('a short job runs at every tick', async () => {
  const { ran, run } = paceAt()
  for (let tick = 0; tick < 3; tick++) await run('roll-ups', 999)
  expect(ran).toHaveLength(3)
})

test('a counting job that took long rests for nineteen times as long', async () => {
  const { ran, run, pass } = paceAt()
  await run('roll-ups', 4_000)
  pass(75_999)
  await run('roll-ups', 4_000)
  expect(ran).toHaveLength(1)
  pass(1)
  await run('roll-ups', 4_000)
  expect(ran).toHaveLength(2)
})

test('deadlines never rest', async () => {
  const { ran, run } = paceAt()
  for (let tick = 0; tick < 3; tick++) await run('deadlines', 60_000)
  expect(ran).toHaveLength(3)
})

test('a counting job that still runs is not begun again; one that failed is', async () => {
  const pace = paced(new Set(['roll-ups']))
  let fail = () => {}
  const under = pace('roll-ups', () => new Promise((_, reject) => (fail = () => reject(new Error('gone')))))
  let ran = 0
  await pace('roll-ups', async () => ran++)
  expect(ran).toBe(0)
  fail()
  await expect(under).rejects.toThrow('gone')
  await pace('roll-ups', async () => ran++)
  expect(ran).toBe(1)
})

test('without a pace every job runs', async () => {
  expect(await eachTime('roll-ups', async () => 'ran')).toBe('ran')
})

test('every job that counts exists', () => {
  expect([...COUNTING].filter((name) => !(name in jobs))).toEqual([])
})
