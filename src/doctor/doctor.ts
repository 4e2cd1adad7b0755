import type { Db } from '../../db/client.ts'
import { brands } from '../../db/schema/index.ts'
import type { ChatPlatform } from '../../integrations/chat.ts'
import type { MailProvider } from '../../integrations/mail/mail.ts'
import type { SignInProvider } from '../../integrations/oidc/oidc.ts'
import { placesOf, placeTakes, rightsOf } from './chat.ts'
import { databaseAnswers, opsWorks, schemaIsNew } from './database.ts'
import { type Resolver, senderDomain, takesReplies } from './dns.ts'
import { bad, checking, type Finding, good } from './finding.ts'
import { backupAge, publicAddress } from './reach.ts'
import { signInWorks } from './signIn.ts'

export type Patient = {
  db: Db
  now: () => Date
  publicUrl: string
  chat: Record<string, ChatPlatform>
  mail: MailProvider
  /** The identity provider of the environment, if there is one. */
  oidc?: SignInProvider | undefined
  fetch?: typeof fetch
  dns?: Resolver
  /** The DKIM selector of the mail provider. */
  selector?: string
  /** A backup's file, or the folder of them. */
  backup?: string
}

/**
 * Looks at everything the product needs and changes nothing. One line a thing; each check stands alone. Throws where the
 * database is not reached, since most of the rest is in it.
 */
export const examine = async (on: Patient): Promise<Finding[]> => {
  await on.db.$client`select 1`
  const database = await checking('database', () => databaseAnswers(on))
  const schema = await checking('migrations', () => schemaIsNew(on))
  if (schema.some(({ state }) => state === 'bad')) return [...database, ...schema]
  const places = await placesOf(on)
  const senders = await on.db.select({ sender: brands.senderAddress, replyTo: brands.replyTo }).from(brands)
  const domains = (addresses: string[]) => [...new Set(addresses.map(domainOf))]
  const checks = [
    checking('ops', () => opsWorks({ db: on.db, now: on.now() })),
    checking(`address ${on.publicUrl}`, () => publicAddress(on.publicUrl, on)),
    checking('sign-in', () => signInWorks(on)),
    checking('mail server', async () => {
      await on.mail.verify?.()
      return [good('it answers, and takes our name and password')]
    }),
    ...domains(senders.map(({ sender }) => sender)).map((domain) =>
      checking(`mail from ${domain}`, () => senderDomain(domain, on)),
    ),
    ...domains(senders.map(({ replyTo }) => replyTo)).map((domain) =>
      checking(`replies to ${domain}`, () => takesReplies(domain, on)),
    ),
    ...Object.values(on.chat)
      .filter(({ missingScopes }) => missingScopes)
      .map((platform) => checking(platform.name, () => rightsOf(platform))),
    ...places.map((place) => checking(`department ${place.name}`, () => placeTakes(on.chat, place))),
    ...(places.length === 0
      ? [checking('set-up', async () => [bad('there is no department: npm run apply -- organisation.yaml')])]
      : []),
    ...(on.backup ? [checking('backup', () => backupAge(on.backup!, on.now()))] : []),
  ]
  return [...database, ...schema, ...(await Promise.all(checks)).flat()]
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
