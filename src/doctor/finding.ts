/** One line of `npm run doctor`: `bad` says what to do, `note` what could not be told from here. */
export type Finding = { what: string; state: 'good' | 'bad' | 'note'; says: string }

const LONGEST_MS = 15_000

/** Runs one check. What it throws, or that it hangs, is its finding. */
export const checking = async (
  what: string,
  check: () => Promise<Omit<Finding, 'what'>[]>,
): Promise<Finding[]> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(`no answer within ${LONGEST_MS / 1000} s`)), LONGEST_MS)
  })
  try {
    return (await Promise.race([check(), late])).map((found) => ({ what, ...found }))
  } catch (error) {
    return [{ what, state: 'bad', says: error instanceof Error ? error.message : String(error) }]
  } finally {
    clearTimeout(timer)
  }
}

export const good = (says: string) => ({ state: 'good' as const, says })
export const bad = (says: string) => ({ state: 'bad' as const, says })
export const note = (says: string) => ({ state: 'note' as const, says })
