import { setTimeout as sleep } from 'node:timers/promises'
import { START_SECONDS } from '../processes.ts'

const say = (text: string) => console.log(text)

/** Does a step, and says how long it took; throws with the step's name. */
export async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  const begun = Date.now()
  const slow = setInterval(() => say(`  … ${what}, ${Math.round((Date.now() - begun) / 1000)} s`), 5000)
  try {
    const result = await act()
    say(`  ${what} (${((Date.now() - begun) / 1000).toFixed(1)} s)`)
    return result
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  } finally {
    clearInterval(slow)
  }
}

/** Waits until the product says that it is healthy; throws what it said last. */
export async function healthy(edgeUrl: string): Promise<void> {
  let said = 'no answer'
  for (const deadline = Date.now() + START_SECONDS * 1000; Date.now() < deadline; await sleep(250)) {
    const answer = await fetch(`${edgeUrl}/health`).catch(() => undefined)
    said = answer ? `${answer.status} ${await answer.text()}` : 'no answer'
    if (answer?.status === 200) return
  }
  throw new Error(`not healthy after ${START_SECONDS} s: ${said}`)
}
