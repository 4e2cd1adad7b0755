import { readFileSync } from 'node:fs'
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from 'node:tls'
import type postgres from 'postgres'

/** What a connection string says, for the driver; and in words what it says that is not done as said. */
export type Target = {
  options: postgres.Options<Record<string, never>>
  /** For messages: never with a password. */
  place: { hosts: string; user: string; database: string }
  notes: string[]
}

/** The string can't be meant as it is. The message is for a person and holds no password. */
class ConnectionStringFault extends Error {}

const ENCODE = 'special characters in the user name and password are percent-encoded: @ is %40, / is %2F'

/**
 * Reads a connection string as libpq does: several hosts, sockets, TLS modes. The driver alone would send every
 * parameter it does not know to the server, which then refuses the connection. Throws ConnectionStringFault.
 */
export const readConnectionString = (text: string): Target => {
  const said = /^postgres(?:ql)?:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?(.*))?$/s.exec(text.trim())
  if (!said)
    throw new ConnectionStringFault(`it is not postgres://user:password@host:5432/database; ${ENCODE}`)
  const [, authority = '', path = '', query = ''] = said
  const at = authority.lastIndexOf('@')
  const [user, ...rest] = (at < 0 ? '' : authority.slice(0, at)).split(':')
  const params = new Map(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name, ...value] = pair.split('=')
        return [decoded(name!), decoded(value.join('='))] as const
      }),
  )
  const take = (name: string) => {
    const value = params.get(name)
    params.delete(name)
    return value || undefined
  }
  const socketOrHosts = take('host')
  const hosts = (socketOrHosts ?? decoded(authority.slice(at + 1))).split(',').map(hostOf)
  const ports = (take('port') ?? '').split(',')
  const all = hosts.map(({ host, port }, n) => ({ host, port: port || ports[n] || ports[0] || '5432' }))
  const wrong = all.find(({ port }) => !/^\d{1,5}$/.test(port) || Number(port) > 65535)
  if (wrong) throw new ConnectionStringFault(`a port is a number; ${ENCODE}`)
  const notes: string[] = []
  const place = {
    hosts: all.map(({ host, port }) => (host.includes('/') ? host : `${host}:${port}`)).join(', '),
    user: take('user') ?? decoded(user!),
    database: take('dbname') ?? decoded(path),
  }
  const password = take('password') ?? decoded(rest.join(':'))
  const options = {
    host: all.map(({ host }) => host),
    port: all.map(({ port }) => Number(port)),
    ...(place.user && { user: place.user }),
    ...(password && { password }),
    ...(place.database && { database: place.database }),
    ...(all[0]!.host.includes('/') && { path: `${all[0]!.host}/.s.PGSQL.${all[0]!.port}` }),
    ssl: tlsOf(
      take,
      all.map(({ host }) => host),
      notes,
    ),
    ...session(take, all.length),
  }
  for (const name of params.keys())
    notes.push(`${name} is left out: ${WHY.get(name) ?? 'it is not known here'}`)
  // The driver takes several hosts, its types know one
  return { options: options as unknown as Target['options'], place, notes }
}

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ConnectionStringFault(`a % stands for itself only as %25; ${ENCODE}`)
  }
}

const hostOf = (text: string) => {
  const bracketed = /^\[([\da-fA-F:.%]+)\](?::(.*))?$/.exec(text)
  if (bracketed) return { host: bracketed[1]!, port: bracketed[2] ?? '' }
  if (text.startsWith('/')) return { host: text, port: '' }
  const [host, ...port] = text.split(':')
  return { host: host || 'localhost', port: port.join(':') }
}

type Take = (name: string) => string | undefined

/** What the driver or the server is told beside who and where. */
const session = (take: Take, hosts: number) => {
  const transactionPooler =
    take('pgbouncer') === 'true' ||
    [take('statement_cache_size'), take('prepareThreshold')].includes('0') ||
    [take('prepared_statements'), take('preparedStatements')].includes('false')
  const seconds = Number(take('connect_timeout'))
  const attributes = take('target_session_attrs')
  if (attributes && !SESSIONS.includes(attributes))
    throw new ConnectionStringFault(`target_session_attrs is one of ${SESSIONS.join(', ')}`)
  // The product writes: of several servers it wants the one that takes writes
  const wanted = attributes ?? (hosts > 1 ? 'read-write' : 'any')
  const toServer = Object.fromEntries(
    TO_SERVER.flatMap((name) => {
      const value = take(name)
      return value ? [[name, value]] : []
    }),
  )
  return {
    ...(transactionPooler && { prepare: false }),
    ...(seconds >= 1 && { connect_timeout: seconds }),
    ...(wanted !== 'any' && { target_session_attrs: wanted as 'read-write' }),
    ...(take('sslnegotiation') === 'direct' && { sslnegotiation: 'direct' }),
    connection: { application_name: 'amends', ...toServer },
  }
}

const SESSIONS = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby']
/** `options` is also how Neon is told the endpoint by clients without SNI. */
const TO_SERVER = [
  'application_name',
  'options',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
]

const POOL = 'DATABASE_POOL says how many connections there are'
const WHY = new Map([
  ['channel_binding', 'the driver knows none; sslmode=verify-full makes sure whom it talks to'],
  ['connection_limit', POOL],
  ['pool_timeout', POOL],
  ['pool_size', POOL],
  ['max', POOL],
  ['schema', 'the tables are in the schema public'],
  ['currentSchema', 'the tables are in the schema public'],
  ['search_path', 'the tables are in the schema public'],
  ['sslaccept', 'sslmode=verify-full checks the server, sslmode=require does not'],
  ['uselibpqcompat', 'sslmode is read as libpq reads it anyway'],
  ['gssencmode', 'the driver knows no GSSAPI'],
])

const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']
/** Other programs' words for the same. */
const ALSO: Record<string, string> = {
  'no-verify': 'require',
  true: 'verify-full',
  '1': 'verify-full',
  false: 'disable',
  '0': 'disable',
}

const isHere = (host: string) =>
  host.includes('/') || host === 'localhost' || host === '::1' || /^127\./.test(host)

/** libpq's modes: `require` and less encrypt without looking whom they talk to, unless there is a root certificate. */
const tlsOf = (take: Take, hosts: string[], notes: string[]): false | 'prefer' | ConnectionOptions => {
  const rootFile = take('sslrootcert')
  const [certFile, keyFile] = [take('sslcert'), take('sslkey')]
  const here = hosts.every(isHere)
  const given = take('sslmode') ?? take('ssl')
  const plain = given === undefined ? undefined : (ALSO[given] ?? given)
  take('ssl')
  if (plain !== undefined && !MODES.includes(plain))
    throw new ConnectionStringFault(`sslmode is one of ${MODES.join(', ')}`)
  let mode = plain ?? (rootFile ? 'verify-full' : here ? 'disable' : 'prefer')
  if (rootFile === 'system') mode = 'verify-full'
  else if (rootFile && mode === 'require') mode = 'verify-ca'
  if (mode === 'disable') return false
  if (!mode.startsWith('verify'))
    notes.push(
      `${given ? `sslmode=${mode}` : 'no sslmode'} does not check whom it talks to: use sslmode=verify-full`,
    )
  if (mode === 'allow' || mode === 'prefer') return 'prefer'
  return {
    rejectUnauthorized: mode !== 'require',
    ...(rootFile && rootFile !== 'system' && { ca: fileOf('sslrootcert', rootFile) }),
    ...(certFile && { cert: fileOf('sslcert', certFile) }),
    ...(keyFile && { key: fileOf('sslkey', keyFile) }),
    checkServerIdentity: mode === 'verify-full' ? isOneOf(hosts) : () => undefined,
  }
}

/** The driver tells TLS no name where the host is an address, and Node would then look for "localhost". */
const isOneOf = (hosts: string[]) => (name: string, cert: PeerCertificate) => {
  const meant = hosts.includes(name) ? [name] : hosts
  const faults = meant.map((host) => checkServerIdentity(host, cert))
  return faults.some((fault) => fault === undefined) ? undefined : faults[0]
}

const fileOf = (parameter: string, file: string) => {
  try {
    return readFileSync(file)
  } catch {
    throw new ConnectionStringFault(`${parameter}: the file ${file} can't be read`)
  }
}
