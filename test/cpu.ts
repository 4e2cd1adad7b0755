/** The CPU that `work` takes in this process, in ms: the best of a few runs, so that a busy machine counts little. */
export const cpuOf = async (work: () => unknown, runs = 5): Promise<number> => {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}
