import { connect, type Db } from '../../db/client.ts'
import { schemas } from '../env.ts'
import { Failure, type Io } from './command.ts'
import { settingsOf } from './settings.ts'

/** Runs with the database of the settings; what commonly goes wrong with one becomes a plain sentence. */
export const withDatabase = async <T>(io: Io, act: (deps: { db: Db }) => Promise<T>): Promise<T> =>
  withDatabaseAt(settingsOf(schemas.cli, io).DATABASE_URL, act)

export const withDatabaseAt = async <T>(url: string, act: (deps: { db: Db }) => Promise<T>): Promise<T> => {
  const db = connect(url, { max: 2 })
  try {
    return await act({ db })
  } catch (error) {
    throw explained(error, url)
  } finally {
    await db.$client.end({ timeout: 5 })
  }
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', 'CONNECT_TIMEOUT']

/** A driver's error as a sentence without the password; any other as it is. */
export const explained = (error: unknown, url: string): unknown => {
  const code = codeOf(error)
  const { host, pathname, username } = new URL(url)
  if (UNREACHABLE.includes(code))
    return new Failure(`PostgreSQL does not answer at ${host} (${code}). Is it running? See DATABASE_URL.`)
  if (code === '28P01' || code === '28000')
    return new Failure(
      `PostgreSQL at ${host} refuses ${username || 'the user'} or the password. See DATABASE_URL.`,
    )
  if (code === '3D000')
    return new Failure(`There is no database ${pathname.slice(1)} at ${host}. See DATABASE_URL.`)
  if (code === '42P01' || code === '42703')
    return new Failure('The database is not at the newest migration: run "npm run migrate".')
  return error
}

const codeOf = (error: unknown): string => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if ('code' in at && typeof at.code === 'string') return at.code
  return ''
}
