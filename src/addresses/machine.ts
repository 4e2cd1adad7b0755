const REPLY = '(?:reply|replies|respond|response|answer|svara?|antwort(?:en)?|responder)'
const NOT = '(?:no|not|do[._-]*not|dont|never|inte|ikke|ikkje|ingen|ej|nicht|keine)'

/** Addresses that no customer reads, by what stands before the at sign: `noreply`, `shop-do-not-reply+42`, `MAILER-DAEMON`. */
const MACHINE = new RegExp(
  `no[._-]*repl(?:y|ies)\\d*(?:$|[._+-])|(?:^|[._+-])(?:${NOT}[._-]*${REPLY}|svara?[._-]*(?:ej|ikke|inte))\\d*(?:$|[._+-])|(?:^|[._+-])(?:mailer[._-]?daemon|auto[._-]?(?:reply|mail|mailer|responder|svar|confirm)|unattended|unmonitored)(?:$|[._+-])|^(?:postmaster|hostmaster|bounced?|bounces|daemon|root|cron|nobody|notif(?:y|ications?)|undisclosed[._-]recipients|null|dev[._-]?null|listserv|majordomo|(?:prvs|msprvs1|srs[01])=.*)(?:$|[._+-])|[._-](?:notifications?|bounces|daemon)$`,
  'i',
)
/** Domains that take no person's mail: those that bounces go to, and what RFC 2606 keeps from being anybody's. */
const MACHINE_DOMAIN = /(?:^|\.)(?:no[._-]?reply|bounces?)\.|(?:^|\.)invalid$/i

export const isMachine = (address: string): boolean => {
  const at = address.lastIndexOf('@')
  return MACHINE.test(address.slice(0, at)) || MACHINE_DOMAIN.test(address.slice(at + 1))
}
