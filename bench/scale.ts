import { cpus } from 'node:os'
import { parted } from './scaleParts.ts'
import { replica } from './scaleReplica.ts'
import { apart, pooled } from './scaleServers.ts'

/**
 * `npm run prove:scale`: each step of docs/scale.md once, at a small size; "-- replica" takes that one alone. Ends with 1
 * where a step does not do what the document says.
 */
const STEPS = { pooled, replica, parted, apart }

const asked = process.argv.slice(2)
const wrong: string[] = []
console.log(`Node ${process.version} (${cpus().length} cores), all on loopback.`)
for (const [name, step] of Object.entries(STEPS))
  if (asked.length === 0 || asked.includes(name))
    wrong.push(...(await step((line) => console.log(`${name}: ${line}`))))
for (const one of wrong) console.log(`WRONG: ${one}`)
process.exitCode = wrong.length === 0 ? 0 : 1
