import { expect, test } from 'vitest'
import { freshDatabase } from '../setup/database.ts'
import { canaryStage } from './canaryStage.ts'
import { raceErasures } from './erasureRaces.ts'

test('an erasure at the moment of a send, a click, an upload or a digest leaves nothing that comes back', async () => {
  const database = await freshDatabase({ max: 30 })
  try {
    const stage = await canaryStage(database)
    expect(await raceErasures(stage, 100)).toEqual([])
    const [counts] = await database.sql`
      select count(*)::int as erased, count(*) filter (where again_at is null)::int as over from erasures`
    expect(counts).toEqual({ erased: 100, over: 100 })
    expect(stage.stored.size).toBe(0)
  } finally {
    await database.end()
  }
}, 600_000)
