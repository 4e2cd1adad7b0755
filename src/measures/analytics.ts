import type { Db } from '../../db/client.ts'
import { measure } from './measure.ts'

/** Data points that one invocation of a Worker may write, by Cloudflare's limits of Analytics Engine. */
const MOST = 250

/**
 * Writes what an operator watches to Analytics Engine: the figure's name as index and first blob, what it is of as the
 * second, its value as the first double.
 */
export const writeMeasures = async (
  dataset: Pick<AnalyticsEngineDataset, 'writeDataPoint'>,
  on: { db: Db; now: Date },
): Promise<void> => {
  for (const { name, value, label } of (await measure(on)).slice(0, MOST))
    dataset.writeDataPoint({ indexes: [name], blobs: [name, label?.[1] ?? ''], doubles: [value] })
}
