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

/**
 * Waits until the product says that it is healthy, as long as fewer and fewer messages are due to be sent. Throws what it
 * said last, once there was neither health nor progress for this long.
 */
export async function healthy(edgeUrl: string, seconds = START_SECONDS): Promise<void> {
  let said = 'no answer'
  let fewest = Number.POSITIVE_INFINITY
  for (let since = Date.now(); Date.now() < since + seconds * 1000; await sleep(250)) {
    const answer = await fetch(`${edgeUrl}/health`).catch(() => undefined)
    said = answer ? `${answer.status} ${await answer.text()}` : 'no answer'
    if (answer?.status === 200) return
    const due = Number(/"due":(\d+)/.exec(said)?.[1] ?? Number.NaN)
    if (due < fewest) [fewest, since] = [due, Date.now()]
  }
  throw new Error(
    `not healthy, and no progress, for ${seconds} s: ${said}\nYour data stays: run npm start again, and it goes on from there.`,
  )
}
