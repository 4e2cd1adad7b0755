import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { desk } from '../desk/platform.ts'
import { schemas } from '../env.ts'
import { applyOrganisation } from '../setup/apply.ts'
import { differenceLines } from '../setup/diff.ts'
import { faultLine, SetupError } from '../setup/fault.ts'
import { type Command, Failure, type Io, readArgs, UsageError } from './command.ts'
import { withDatabaseAt } from './database.ts'
import { settingsOf } from './settings.ts'

export const apply: Command = {
  summary: 'brings the set-up to what organisation.yaml says',
  help: `npm run apply -- FILE [--dry-run] [--undo-desk]

  Reads the file, finds its people and channels in chat, and brings the set-up to it, in one step.
  A second time changes nothing. A file with faults changes nothing, and each is named.

  --dry-run     prints the difference and changes nothing
  --undo-desk   also undoes what was changed on the desk, and is not written in the file

  What was changed on the desk since, and the file does not say, is not undone: the file is refused, and each place named.
  Where the file says something new there, the file counts.

  Wants DATABASE_URL and the settings of its chat platforms; without DATABASE_URL it uses the stack of "npm start".`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      'dry-run': { type: 'boolean', default: false },
      'undo-desk': { type: 'boolean', default: false },
    })
    const [file, ...more] = positionals
    if (!file || more.length > 0) throw new UsageError('give one file, such as organisation.yaml')
    const text = read(file, io)
    const env = settingsOf(schemas.apply, io)
    // Only this command talks to chat, whose libraries are slow to load.
    const { platforms } = await import('../../integrations/index.ts')
    const pause = async (seconds: number) => {
      io.err(`Chat asks to wait ${seconds} s …`)
      await sleep(seconds * 1000)
    }
    const dryRun = values['dry-run']
    try {
      const { changes, reassigned, undone } = await withDatabaseAt(env.DATABASE_URL, ({ db }) => {
        const outside = { env, fetch, now: io.now, log: () => {} }
        // Nobody signs in by this command: no link is derived
        const own = { ...outside, db, publicUrl: '', tokenKey: '', wake: () => {} }
        const chat = { ...platforms(outside), desk: desk(own) }
        return applyOrganisation(
          { db, chat, pause },
          { text, now: io.now(), dryRun, undoDesk: values['undo-desk'] },
        )
      })
      if (changes.length === 0) io.out('nothing to change')
      for (const line of differenceLines(changes)) io.out(line)
      if (reassigned > 0) io.out(`open cases given to who is on call: ${reassigned}`)
      for (const line of undone) io.out(`! ${line}`)
      if (changes.length > 0) io.out(dryRun ? 'dry run: nothing was changed' : 'applied')
      return 0
    } catch (error) {
      if (!(error instanceof SetupError)) throw error
      throw new Failure(
        [
          `${file} was not applied; nothing was changed.`,
          ...error.faults.map((one) => `  ${faultLine(one)}`),
        ].join('\n'),
      )
    }
  },
}

/** npm runs in the package's folder; the file may be meant from where npm was called. */
const read = (file: string, io: Io): string => {
  for (const folder of [io.cwd, io.env.INIT_CWD]) {
    try {
      if (folder) return readFileSync(resolve(folder, file), 'utf8')
    } catch {}
  }
  throw new Failure(`${file} can't be read.`)
}
