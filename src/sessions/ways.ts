import { type Fragment, type Sql, sqlOf, type Tx } from '../../db/client.ts'
import type { SignInRules } from '../../db/schema/index.ts'

/** How people come in now. `oidc`: whom the provider may vouch for. */
export type Ways = { mail: boolean; oidc?: NonNullable<SignInRules['oidc']> }

/** `provider`: whether the environment has one. It counts from when organisation.yaml says whom it may vouch for. */
export const readWays = async (tx: Tx, provider: boolean): Promise<Ways> => {
  const [found] = await sqlOf(tx)<{ signIn: SignInRules }[]>`select sign_in from organisation`
  const oidc = (provider && found?.signIn.oidc) || undefined
  return { mail: found?.signIn.mailedLinks ?? !oidc, ...(oidc && { oidc }) }
}

/** In a select: the same of mailed links, since a session that began with one ends with them. */
export const mailIsOn = (sql: Sql, provider: boolean): Fragment => sql`
  coalesce((select coalesce((sign_in ->> 'mailedLinks')::boolean,
    not (${provider}::boolean and jsonb_typeof(sign_in -> 'oidc') = 'object')) from organisation), true)`

/** Whether a person may use a mailed link. Where there is a provider, administrators never may. */
export const mayUseMail = async (
  tx: Tx,
  { personId, provider }: { personId: string; provider: boolean },
): Promise<boolean> => {
  const ways = await readWays(tx, provider)
  return ways.mail && !(ways.oidc && (await isAdministrator(tx, personId)))
}

const isAdministrator = async (tx: Tx, personId: string): Promise<boolean> => {
  const found = await sqlOf(tx)`
    select from person_roles where person_id = ${personId} and role = 'administrator'`
  return found.length > 0
}
