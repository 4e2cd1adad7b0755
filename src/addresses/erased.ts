import { createHmac } from 'node:crypto'
import { type Db, type Fragment, type Sql, sqlOf, type Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { mailboxOf } from './address.ts'

/** Which key new hashes are made with. An older one stays here until no row has it. */
const KEY_VERSION = 1
const VERSIONS = [KEY_VERSION]

type With = Pick<Deps, 'tokenKey'>

/**
 * An address as it is kept once its person was erased: HMAC-SHA-256 under a key of its own, derived from the product's
 * secret, so that nobody without that can try addresses out.
 */
const hashOf = ({ tokenKey }: With, address: string, version: number): Buffer => {
  const key = createHmac('sha256', tokenKey).update(`erased address\0${version}`).digest()
  return createHmac('sha256', key).update(address.toLowerCase()).digest()
}

/** The driver has no arrays of bytes. */
const bytes = (sql: Sql, hashes: Buffer[]): Fragment =>
  sql`select decode(h, 'hex') from unnest(${hashes.map((hash) => hash.toString('hex'))}::text[]) h`

/** The address and the mailbox behind it. */
const formsOf = (address: string) => [...new Set([address, mailboxOf(address)])]

/** What is kept of an address, within the transaction that erases its person. */
export const keepErased = async (deps: With, tx: Tx, addresses: string[], now: Date): Promise<Buffer[]> => {
  const sql = sqlOf(tx)
  const [rule] = await sql<{ one: boolean }[]>`
    select coalesce(ask ->> 'subAddresses', 'one') = 'one' as one from organisation`
  const forms = addresses.flatMap((address) => (rule?.one === false ? [address] : formsOf(address)))
  const hashes = [...new Set(forms)].map((form) => hashOf(deps, form, KEY_VERSION))
  await keepHashes(tx, hashes, now)
  return hashes
}

/** The same of hashes that a journal has. */
export const keepHashes = async (tx: Tx, hashes: Uint8Array[], now: Date): Promise<void> => {
  const sql = sqlOf(tx)
  for (const hash of hashes)
    await sql`
      insert into erased_addresses (hash, key_version, since) values (${hash}, ${KEY_VERSION}, ${now}) on conflict do nothing`
}

/** Whether the person of this address was erased: then nothing from it is stored. */
export const isErased = async (deps: With, tx: Tx, address: string): Promise<boolean> => {
  const of = (form: string) => VERSIONS.map((version) => hashOf(deps, form, version))
  const sql = sqlOf(tx)
  const rows = await sql`
    select from erased_addresses
    where hash in (${bytes(sql, of(address))}) or hash in (${bytes(sql, of(mailboxOf(address)))})
      and (select coalesce(ask ->> 'subAddresses', 'one') = 'one' from organisation)
    limit 1`
  return rows.length > 0
}

/** The person wishes that contacts from their address are taken again. False: nothing was kept of it. */
export const forgetErased = async (deps: With, db: Db, address: string): Promise<boolean> => {
  const hashes = formsOf(address).flatMap((form) => VERSIONS.map((version) => hashOf(deps, form, version)))
  return db.transaction(async (tx) => {
    const sql = sqlOf(tx)
    const dropped = await sql`delete from erased_addresses where hash in (${bytes(sql, hashes)}) returning 1`
    await sql`
      update erasures set addresses = array(
        select a from unnest(addresses) a where a not in (${bytes(sql, hashes)}))
      where addresses && array(${bytes(sql, hashes)})`
    return dropped.length > 0
  })
}
