import { readFileSync } from 'node:fs'
import { parseEnv as parseDotEnv } from 'node:util'
import type * as z from 'zod/mini'
import { parseEnv, settingNotes } from '../env.ts'
import { Failure, type Io } from './command.ts'

/** The command's settings: the environment, or where it names no database the local stack. */
export const settingsOf = <S extends z.ZodMiniObject>(schema: S, io: Io): z.infer<S> => {
  try {
    const set = Object.fromEntries(Object.entries(io.env).filter(([, value]) => value))
    const settings = parseEnv(schema, set.DATABASE_URL ? set : { ...localStack(io), ...set })
    for (const note of settingNotes(settings as Record<string, unknown>)) io.err(note)
    return settings
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure((error as Error).message)
  }
}

const localStack = (io: Io): Record<string, string | undefined> => {
  try {
    const settings = parseDotEnv(readFileSync(io.localEnv, 'utf8'))
    io.err('using the local stack (DATABASE_URL is not set)')
    return settings
  } catch {
    throw new Failure(
      'Which database? Set DATABASE_URL (postgres://user:password@host:5432/database), or start the local stack with "npm start".',
    )
  }
}
