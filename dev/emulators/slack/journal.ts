import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Message } from './types.ts'

/** Reads the messages kept from earlier runs, the last line of each message winning, and compacts the file. */
export function openJournal(file: string): { kept: Message[]; keep: (message: Message) => void } {
  const byTs = new Map<string, Message>()
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const message = parse(line)
      if (message) byTs.set(`${message.channel} ${message.ts}`, message)
    }
  }
  const kept = [...byTs.values()].filter((message) => !message.deleted)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, kept.map((message) => `${JSON.stringify(message)}\n`).join(''))
  renameSync(`${file}.new`, file)
  return { kept, keep: (message) => appendFileSync(file, `${JSON.stringify(message)}\n`) }
}

// A line cut short by a kill -9 is left out.
function parse(line: string): Message | undefined {
  try {
    return line ? JSON.parse(line) : undefined
  } catch {
    return undefined
  }
}
