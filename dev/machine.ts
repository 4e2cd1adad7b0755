import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineTable } from './machine/table.ts'

/** `npm run machine`: writes the case machine's table into ARCHITECTURE.md. */
const file = join(import.meta.dirname, '../ARCHITECTURE.md')
writeFileSync(file, withTable(readFileSync(file, 'utf8')))

function withTable(text: string): string {
  return text.replace(
    /(<!-- machine[^>]*-->\n)[\s\S]*?(<!-- \/machine -->)/,
    (_, from, to) => from + machineTable() + to,
  )
}
