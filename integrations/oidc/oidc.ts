import type { ProviderKind } from './settings.ts'

/** What a provider says of a person, in an ID token whose signature, issuer, audience, nonce and times are right. */
export type Vouched = {
  issuer: string
  subject: string
  /** As the provider has it: never a reason to let somebody in by itself. */
  email?: string
  /** Only where the provider says `true` itself. */
  emailVerified: boolean
  /** Entra's tenant and the person's object in it; in small letters. */
  tenant?: string
  objectId?: string
  /** Google's organisation. */
  hostedDomain?: string
  /** When they last showed the provider who they are, where it tells. */
  authenticatedAt?: Date
}

/**
 * `cancelled`: the person or the provider ended it. `over`: the code was used or is too old. `away`: the provider can't
 * be reached. `untrusted`: what it said is not what was asked for.
 */
export type SignInFault = 'cancelled' | 'over' | 'away' | 'untrusted'

/** `message` says what was wrong, for a log: a code of the protocol, nothing of the person. */
export class SignInError extends Error {
  readonly fault: SignInFault
  constructor(fault: SignInFault, message: string) {
    super(message)
    this.name = 'SignInError'
    this.fault = fault
  }
}

/** Known to the browser that began it alone: each 43 characters, base64url. */
export type Secrets = { state: string; nonce: string; verifier: string }

/** An identity provider. Its calls take 10 s at most, and throw SignInError. */
export type SignInProvider = {
  kind: ProviderKind
  /** The provider's page for signing in. `fresh`: they have to show again who they are. */
  begin(ask: { redirect: string; secrets: Secrets; fresh: boolean; domain?: string }): Promise<URL>
  /** Uses the code in the address that the provider led to, once. */
  finish(given: { url: URL; secrets: Secrets }): Promise<Vouched>
}
