import { expect, test } from 'vitest'
import { everyZone } from './digestSimulation.ts'

test.each([0, 2, 23])(
  'every IANA zone over three years with ticks all day, the digest at %i',
  {
    timeout: 1_200_000,
  },
  (hour) => {
    const sum = everyZone({ hours: [hour], stride: 60 })
    expect(sum).toMatchObject({ missed: 0, doubled: 0, early: 0, astray: 0 })
    expect(sum.digests).toBe(sum.workingDays - sum.silent)
  },
)
