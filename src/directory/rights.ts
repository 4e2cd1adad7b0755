/** What a person can be here. Liaison, manager and management come from the lists of departments, the rest from their own. */
const ROLES = ['liaison', 'manager', 'management', 'administrator', 'reader'] as const
type Role = (typeof ROLES)[number]
/** A role that somebody has, and for which departments. */
export type Held = { role: Role; departments: string[] | 'all' }

/** `own`: in the departments of the role. */
type Reach = 'no' | 'own' | 'all'
/**
 * Who may do it. `themselves`: also the person it is about, such as the owner of a case or the person who is asked; the verb
 * knows who that is.
 */
export type Right = Record<Role, Reach> & { themselves?: true }

const right = (
  liaison: Reach,
  manager: Reach,
  management: Reach,
  administrator: Reach,
  reader: Reach,
): Right => ({ liaison, manager, management, administrator, reader })
const orThemselves = (given: Right): Right => ({ ...given, themselves: true })

/** Everybody who is signed in: it shows and changes what is theirs alone. */
const THEMSELVES = orThemselves(right('no', 'no', 'no', 'no', 'no'))
/** Nobody has to be signed in. */
export const ANYBODY = 'anybody'

/** Cases, contacts and what customers wrote there. */
export const SEE = right('own', 'own', 'all', 'no', 'no')
/** Answers, figures and the words behind them: quotes, findings, improvements, themes. */
export const MANAGES = right('no', 'own', 'all', 'no', 'no')
const OWN_MANAGER = right('no', 'own', 'no', 'no', 'no')
const OWN_PEOPLE = right('own', 'own', 'no', 'no', 'no')
/** The numbers of the report. */
export const REPORT = right('no', 'own', 'all', 'no', 'own')
const MANAGEMENT = right('no', 'no', 'all', 'no', 'no')
/** What the product runs on: it shows no words of customers. */
const AUDIT = right('no', 'no', 'all', 'all', 'no')
const OPERATE = right('no', 'no', 'no', 'all', 'no')

/** Of a case: `see` it, and the three ways in which the machine says who makes a move (`by` in `cases/machine.ts`). */
export const CASE_RIGHTS = {
  see: orThemselves(SEE),
  liaison: orThemselves(OWN_PEOPLE),
  owner: orThemselves(OWN_MANAGER),
  manager: MANAGES,
} as const

/** Every page and form of the desk. One that is not here opens for nobody. */
export const DESK_RIGHTS: Record<string, Right | typeof ANYBODY> = {
  'GET /desk': THEMSELVES,
  'GET /desk/cases': SEE,
  'GET /desk/answers': MANAGES,
  'GET /desk/report': REPORT,
  'GET /desk/report.csv': REPORT,
  'GET /desk/c/:id': CASE_RIGHTS.see,
  'GET /desk/c/:id/pack': MANAGES,
  'GET /desk/p/:id': CASE_RIGHTS.see,
  'GET /desk/m/:id': orThemselves(SEE),
  'GET /desk/unsent': MANAGES,
  'GET /desk/audit': AUDIT,
  'GET /desk/customers': MANAGEMENT,
  'POST /desk/customers': MANAGEMENT,
  'GET /desk/customers/:id/export': MANAGEMENT,
  'GET /desk/console': OPERATE,
  'GET /desk/console/outbox': OPERATE,
  'POST /desk/console/outbox': OPERATE,
  'GET /desk/console/suppressions': OPERATE,
  'POST /desk/console/suppressions': OPERATE,
  'GET /desk/console/keys': OPERATE,
  'POST /desk/console/keys': OPERATE,
  'GET /desk/console/webhooks': OPERATE,
  'POST /desk/console/webhooks': OPERATE,
  'GET /desk/console/deliveries': OPERATE,
  'GET /desk/console/setup': OPERATE,
  'POST /desk/console/setup': OPERATE,
  'GET /desk/sessions': THEMSELVES,
  'GET /desk/sessions/all': MANAGEMENT,
  'POST /desk/sessions/end': THEMSELVES,
  'POST /desk/sessions/end-others': THEMSELVES,
  'POST /desk/sessions/end-person': MANAGEMENT,
  // What a button, a form or a command does is a verb
  'POST /desk/act': THEMSELVES,
  'POST /desk/form': THEMSELVES,
  'POST /desk/say': THEMSELVES,
  'POST /desk/sign-out': THEMSELVES,
  'GET /desk/open/:token': ANYBODY,
  'POST /desk/open/:token': ANYBODY,
  'GET /desk/oidc': ANYBODY,
  'GET /desk/oidc/callback': ANYBODY,
  'GET /desk/sign-in': ANYBODY,
  'POST /desk/sign-in': ANYBODY,
  'GET /desk/sign-in/:token': ANYBODY,
  'POST /desk/sign-in/:token': ANYBODY,
}

/** Every button, form and command on something else than a case's own message. */
export const VERB_RIGHTS: Record<string, Right> = {
  more: CASE_RIGHTS.see,
  'open-case': SEE,
  approve: orThemselves(MANAGES),
  'change-amount': orThemselves(MANAGES),
  'decline-remedy': orThemselves(MANAGES),
  'accept-handover': THEMSELVES,
  'decline-handover': THEMSELVES,
  'accept-request': orThemselves(OWN_PEOPLE),
  'decline-request': orThemselves(OWN_PEOPLE),
  'request-done': orThemselves(OWN_PEOPLE),
  'pass-on-thanks': orThemselves(SEE),
  'accept-cover': THEMSELVES,
  'decline-cover': THEMSELVES,
  back: THEMSELVES,
  'take-cases-back': THEMSELVES,
  snooze: CASE_RIGHTS.owner,
  report: REPORT,
  improve: SEE,
  'improvement-in-place': orThemselves(MANAGES),
  'improvement-change': orThemselves(MANAGES),
  'improvement-close': orThemselves(MANAGES),
  'improvement-again': orThemselves(MANAGES),
  'write-known': SEE,
  'take-listed': CASE_RIGHTS.liaison,
  'snooze-digest': MANAGES,
  'digest-settings': MANAGES,
  'set-roster': OWN_MANAGER,
  'on-duty': OWN_MANAGER,
}

/** Whether one of these roles has the right: in this department, or where none is named in any. */
export const allows = (given: Right, held: Held[], department?: string): boolean =>
  held.some(
    ({ role, departments }) =>
      given[role] === 'all' ||
      (given[role] === 'own' &&
        (department === undefined || departments === 'all' || departments.includes(department))),
  )

/** Whether a page or form of the desk opens for somebody with these roles. What nobody declared opens for nobody. */
export const opens = (route: string, held: Held[]): boolean => {
  const given = DESK_RIGHTS[route]
  return given === ANYBODY || (given !== undefined && (given.themselves === true || allows(given, held)))
}

/** The departments in which these roles have the right. */
export const reachOf = (given: Right, held: Held[]): string[] | 'all' => {
  const own = new Set<string>()
  for (const { role, departments } of held) {
    if (given[role] === 'all' || (given[role] === 'own' && departments === 'all')) return 'all'
    if (given[role] === 'own') for (const key of departments) own.add(key)
  }
  return [...own]
}
