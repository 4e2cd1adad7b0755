import type { Db } from '../../db/client.ts'
import type { SignInRules } from '../../db/schema/index.ts'
import type { SignInProvider } from '../../integrations/oidc/oidc.ts'
import { bad, type Finding, good } from './finding.ts'

type Signing = { db: Db; publicUrl: string; oidc?: SignInProvider | undefined }

/** Whether the environment and organisation.yaml agree on an identity provider, and it answers. Nothing where neither has one. */
export const signInWorks = async ({ db, publicUrl, oidc }: Signing): Promise<Omit<Finding, 'what'>[]> => {
  const [row] = await db.$client<{ signIn: SignInRules }[]>`select sign_in from organisation`
  const rules = row?.signIn.oidc
  if (!oidc && !rules) return []
  if (!oidc)
    return [
      bad(
        'organisation.yaml has signIn.oidc, but OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not set',
      ),
    ]
  if (!rules)
    return [bad('OIDC_ISSUER is set, but organisation.yaml lacks signIn.oidc: the provider does not count')]
  if (oidc.kind === 'entra' && rules.tenants.length === 0)
    return [bad('Entra wants signIn.oidc.tenants in organisation.yaml: nobody gets in')]
  if (oidc.kind === 'google' && rules.domains.length === 0)
    return [bad('Google wants signIn.oidc.domains in organisation.yaml: nobody gets in')]
  const secrets = { state: 'doctor', nonce: 'doctor', verifier: 'doctor' }
  try {
    await oidc.begin({ redirect: `${publicUrl}/desk/oidc/callback`, secrets, fresh: false })
  } catch (error) {
    return [bad(`the identity provider can't be used (${(error as Error).message}): look at OIDC_ISSUER`)]
  }
  return [good('the identity provider answers')]
}
