export type DriverCount = { driver: string; count: number }

/** How many of the answers name each driver, most named first; as many names as `limit`. */
export function driverCounts(
  rows: readonly { drivers: readonly string[]; count: number }[],
  limit = Number.POSITIVE_INFINITY,
): DriverCount[] {
  const counts = new Map<string, number>()
  for (const { drivers, count } of rows)
    for (const driver of new Set(drivers)) counts.set(driver, (counts.get(driver) ?? 0) + count)
  return [...counts]
    .map(([driver, count]) => ({ driver, count }))
    .sort((a, b) => b.count - a.count || (a.driver < b.driver ? -1 : 1))
    .slice(0, limit)
}
