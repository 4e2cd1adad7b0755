import { expect, test } from 'vitest'
import { freshDatabase } from '../setup/database.ts'
import { canaryStage } from './canaryStage.ts'
import { raceErasures } from './erasureRaces.ts'

test('1,000 rounds of erasures against everything else leave nothing that comes back', async () => {
  const database = await freshDatabase({ max: 30 })
  try {
    expect(await raceErasures(await canaryStage(database), 1000, 11)).toEqual([])
  } finally {
    await database.end()
  }
}, 3_600_000)
