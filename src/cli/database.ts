import { connect, type Db } from '../../db/client.ts'
import { readConnectionString } from '../../db/connectionString.ts'
import { schemas } from '../env.ts'
import { Failure, type Io } from './command.ts'
import { settingsOf } from './settings.ts'

/** Runs with the database of the settings; what commonly goes wrong with one becomes a plain sentence. */
export const withDatabase = async <T>(io: Io, act: (deps: { db: Db }) => Promise<T>): Promise<T> =>
  withDatabaseAt(settingsOf(schemas.cli, io).DATABASE_URL, act)

export const withDatabaseAt = async <T>(url: string, act: (deps: { db: Db }) => Promise<T>): Promise<T> => {
  const db = connect(readConnectionString(url).options, { max: 2 })
  try {
    return await act({ db })
  } catch (error) {
    throw explained(error, url)
  } finally {
    await db.$client.end({ timeout: 5 })
  }
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', 'ENOENT', 'EACCES']
const DROPPED = ['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED']
/** The server's certificate, as Node's TLS names what it thinks of it. */
const CERTIFICATE = /SELF_SIGNED|UNABLE_TO_|CERT_|ERR_TLS_CERT/

/** What commonly goes wrong, by the driver's or the server's code. */
const SENTENCES: Record<string, (at: Place) => string> = {
  '28P01': ({ hosts, user }) => `PostgreSQL at ${hosts} refuses ${user || 'the user'} or the password.`,
  '28000': ({ hosts, user }) => `PostgreSQL at ${hosts} refuses ${user || 'the user'} or the password.`,
  '3D000': ({ hosts, database }) => `There is no database ${database} at ${hosts}.`,
  '53300': ({ hosts }) =>
    `PostgreSQL at ${hosts} has no connection left: give it more, or use fewer (DATABASE_POOL).`,
  '57P03': ({ hosts }) => `PostgreSQL at ${hosts} is starting or stopping. Try again in a moment.`,
  '25006': ({ hosts }) => `PostgreSQL at ${hosts} is read-only: name the server that takes writes.`,
  '42501': ({ user, database }) =>
    `${user || 'the user'} lacks rights in ${database}: it has to own the database, or be granted CREATE on it and on its schema public.`,
}

type Place = ReturnType<typeof readConnectionString>['place']

/** A driver's error as a sentence without the password; an error of the program's own as it is. */
export const explained = (error: unknown, url: string): unknown => {
  const [code, cause] = codeOf(error)
  const { place, options } = readConnectionString(url)
  const sentence = SENTENCES[code]
  if (sentence) return new Failure(`${sentence(place)} See DATABASE_URL.`)
  if (code === 'ECONNRESET' && options.ssl)
    return new Failure(
      `PostgreSQL at ${place.hosts} hung up: perhaps it speaks no TLS. See sslmode in DATABASE_URL.`,
    )
  if (UNREACHABLE.includes(code) || DROPPED.includes(code))
    return new Failure(
      `PostgreSQL does not answer at ${place.hosts} (${code}). Is it running? See DATABASE_URL.`,
    )
  if (CERTIFICATE.test(code))
    return new Failure(
      `The certificate of PostgreSQL at ${place.hosts} is not trusted (${code}). Name its authority's file: sslrootcert=FILE in DATABASE_URL, or NODE_EXTRA_CA_CERTS.`,
    )
  if (/^ERR_SSL|EPROTO/.test(code))
    return new Failure(`TLS with PostgreSQL at ${place.hosts} failed (${code}). See sslmode in DATABASE_URL.`)
  if (code === '42P01' || code === '42703')
    return new Failure('The database is not at the newest migration: run "npm run migrate".')
  if (cause?.name === 'PostgresError')
    return new Failure(`PostgreSQL at ${place.hosts} says: ${cause.message} (${code}).`)
  return error
}

const codeOf = (error: unknown): [string, Error?] => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if ('code' in at && typeof at.code === 'string') return [at.code, at]
  return ['']
}
