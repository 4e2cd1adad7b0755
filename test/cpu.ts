const TEXT = 'one case, two words and the number 4711 in a line of text; '.repeat(1200)

/** Work of the kind that readers of text do: split, match, count, write. */
const yardstick = () => {
  const counts = new Map<string, number>()
  for (const word of TEXT.split(/[ ,;]+/u)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const found = TEXT.match(/\p{L}+|\p{N}+/gu)?.length ?? 0
  return JSON.parse(JSON.stringify([...counts, found, TEXT])) as unknown
}
// Compiled before it is measured
for (let turn = 0; turn < 20; turn++) yardstick()

const msOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/**
 * The CPU that `work` takes in this process, in ms of a machine where the yardstick takes 1 ms. The best of a few runs
 * of each, in turns: a machine that is slow or busy counts little.
 */
export const cpuOf = async (work: () => unknown, runs = 5): Promise<number> => {
  let [best, ours] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let run = 0; run < runs; run++) {
    for (let turn = 0; turn < 3; turn++) ours = Math.min(ours, await msOf(yardstick))
    best = Math.min(best, await msOf(work))
  }
  return best / ours
}
