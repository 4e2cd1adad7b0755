import { sqlOf, type Tx } from '../../db/client.ts'
import type { SignInRules } from '../../db/schema/index.ts'
import type { Vouched } from '../../integrations/oidc/oidc.ts'
import type { ProviderKind } from '../../integrations/oidc/settings.ts'
import { audit, type From, mark } from '../audit/audit.ts'

type Rules = NonNullable<SignInRules['oidc']>
/** Why an account lets nobody in. The first three are about the account alone; `unknown` says nothing of who exists. */
export type Refused = 'tenant' | 'domain' | 'unverified' | 'unknown'
export type Found = { personId: string } | { refused: Refused }
type Given = { vouched: Vouched; kind: ProviderKind; rules: Rules; from: From; now: Date }

/**
 * The active person whom a provider vouches for. Entra: by tenant and object id alone, since anybody can have any address
 * in a tenant of their own. Others: by subject; the first time by a verified address in a listed domain.
 */
export const personVouchedFor = async (tx: Tx, given: Given): Promise<Found> => {
  const { kind, rules } = given
  return kind === 'entra' || rules.tenants.length > 0 ? byObject(tx, given) : bySubject(tx, given)
}

const active = (row: { personId: string } | undefined): Found => row ?? { refused: 'unknown' }

const byObject = async (tx: Tx, { vouched: { tenant, objectId }, rules }: Given): Promise<Found> => {
  if (!tenant || !objectId || !rules.tenants.includes(tenant)) return { refused: 'tenant' }
  const [found] = await sqlOf(tx)<{ personId: string }[]>`
    select p.id as person_id from people p
    where p.active and (p.oidc_subject = ${objectId} or p.oidc_subject is null and p.id = (
      select person_id from person_accounts
      where platform = 'teams' and workspace = ${tenant} and user_id = ${objectId}))
    order by p.oidc_subject is null limit 1`
  return active(found)
}

const bySubject = async (tx: Tx, given: Given): Promise<Found> => {
  const { vouched, kind, rules } = given
  // Who left the organisation may still have the account
  if (kind === 'google' && !rules.domains.includes(vouched.hostedDomain ?? '')) return { refused: 'domain' }
  const [known] = await sqlOf(tx)<{ personId: string; active: boolean }[]>`
    select p.id as person_id, p.active from people p
    where p.oidc_subject = ${vouched.subject} or p.oidc_subject is null and p.id = (
      select person_id from sign_in_subjects where issuer = ${vouched.issuer} and subject = ${vouched.subject})
    order by p.oidc_subject is null limit 1`
  if (known) return active(known.active ? { personId: known.personId } : undefined)
  return byAddress(tx, given)
}

/** Once: from then on the person is known by the subject, and no other account with this address gets in. */
const byAddress = async (tx: Tx, { vouched, rules, from, now }: Given): Promise<Found> => {
  const email = vouched.email?.trim().toLowerCase() ?? ''
  if (!rules.domains.includes(email.split('@')[1] ?? '')) return { refused: 'domain' }
  if (!vouched.emailVerified) return { refused: 'unverified' }
  const { issuer, subject } = vouched
  const [linked] = await sqlOf(tx)<{ personId: string }[]>`
    insert into sign_in_subjects (issuer, subject, person_id, linked_at)
    select ${issuer}, ${subject}, id, ${now} from people where email = ${email} and active and oidc_subject is null
    on conflict do nothing returning person_id`
  if (!linked) return { refused: 'unknown' }
  const { personId } = linked
  const facts = { provider: new URL(issuer).hostname, subject: String(mark(subject)) }
  await audit(tx, {
    kind: 'signin.linked',
    by: { kind: 'person', id: personId },
    from,
    id: personId,
    facts,
    now,
  })
  return linked
}
