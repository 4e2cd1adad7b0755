import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { startForwarder } from './forwarder.ts'
import { startPair } from './standby.ts'
import { NOTHING_LOST, underLoad } from './underLoad.ts'

const MORE = Number(process.env.AMENDS_ANSWERS ?? 300)

/** The standby falls behind, the primary is killed, the standby is promoted, and the address moves. */
const failOver = async (synchronous: boolean) => {
  const pair = await startPair({ synchronous })
  const address = await startForwarder(pair.primary.port)
  const url = `postgres://amends:amends@127.0.0.1:${address.port}/amends`
  const standby = postgres(pair.standby.url, { max: 1, onnotice: () => {} })
  const took = { bad: 0, good: 0, serves: 0 }
  const found = await underLoad(url, {}, async (on) => {
    await on.serves(MORE)
    const [receiver] = await standby<{ pid: number }[]>`select pid from pg_stat_wal_receiver`
    process.kill(receiver!.pid, 'SIGSTOP')
    await sleep(3000)
    pair.primary.kill9()
    took.bad = await on.healthTurns(false)
    // What was on its way when the primary died is lost with it: the receiver ends before it reads on
    process.kill(receiver!.pid, 'SIGTERM')
    process.kill(receiver!.pid, 'SIGCONT')
    const begun = Date.now()
    await standby`select pg_promote(false)`
    address.move(pair.standby.port)
    took.good = await on.healthTurns(true)
    await on.serves(1)
    took.serves = (Date.now() - begun) / 1000
    await on.serves(MORE)
  }).finally(async () => {
    await standby.end({ timeout: 1 })
    await address.stop()
    await pair.stop()
  })
  const { contacts, answers, clicks } = found.figures.acknowledged
  console.log(
    `failover, ${synchronous ? 'synchronous' : 'asynchronous'}: ${contacts} contacts, ${answers} answers, ${clicks} clicks acknowledged; ` +
      `${found.missing.length} missing, ${found.doubled.length} doubled, ${found.inDoubt} left without an answer; health bad ${took.bad} s ` +
      `after the kill, good ${took.good} s and serving ${took.serves} s after the promotion began`,
  )
  return found
}

test('a synchronous standby takes over: nothing acknowledged is lost, and the service is back by itself', async () => {
  const { missing, doubled, faults, left } = await failOver(true)
  expect({ missing, doubled, faults, left }).toEqual(NOTHING_LOST)
}, 600_000)

test('an asynchronous standby takes over without what it had not received: only the setting keeps that', async () => {
  const { missing } = await failOver(false)
  expect(missing.length).toBeGreaterThan(0)
}, 600_000)
