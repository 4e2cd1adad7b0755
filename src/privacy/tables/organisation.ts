import {
  brands,
  covers,
  departmentPeople,
  departments,
  digestPlans,
  duties,
  helpdeskGroups,
  improvementEvents,
  improvements,
  organisation,
  partners,
  people,
  rosters,
  setupChanges,
} from '../../../db/schema/index.ts'
import { type Declaration, declare, NOBODY, ofStaff } from '../declare.ts'

const SET_UP = { reach: NOBODY, lifetime: 'set-up' } as const
const partner = { whose: 'partner' } as const
const secret = { exported: { withheld: 'security' } } as const

/** The set-up, and what the organisation's own people have here. A customer's erasure leaves it. */
export const ORGANISATION: Declaration[] = [
  declare(people, {
    ...SET_UP,
    plain: ['id', 'language', 'active'],
    personal: {
      email: ofStaff('address'),
      name: ofStaff('name'),
      slackWorkspace: ofStaff('id'),
      slackUser: ofStaff('id'),
      teamsTenant: ofStaff('id'),
      teamsUser: ofStaff('id'),
      awayUntil: ofStaff('words'),
      awaySince: ofStaff('words'),
      oidcSubject: ofStaff('id'),
    },
  }),
  declare(departments, {
    ...SET_UP,
    plain: [
      'key',
      'kind',
      'name',
      'language',
      'timeZone',
      'hours',
      'holidays',
      'destination',
      'authority',
      'digestHour',
      'sampling',
      'excluded',
      'nextInLine',
      'active',
      'since',
    ],
    personal: { fileSays: ofStaff('id') },
  }),
  declare(departmentPeople, {
    ...SET_UP,
    plain: ['departmentKey', 'role', 'position'],
    personal: { personId: ofStaff('id') },
  }),
  declare(brands, {
    ...SET_UP,
    plain: [
      'key',
      'name',
      'senderName',
      'senderAddress',
      'replyTo',
      'colour',
      'logoSvg',
      'language',
      'disputeBody',
      'active',
    ],
    personal: {},
  }),
  declare(helpdeskGroups, {
    ...SET_UP,
    plain: ['helpdesk', 'group', 'brandKey', 'departmentKey'],
    personal: {},
  }),
  declare(organisation, {
    ...SET_UP,
    plain: ['id', 'name', 'ask', 'helpdesks', 'drivers', 'graceSeconds', 'privacy', 'signIn', 'appliedAt'],
    personal: {},
  }),
  declare(setupChanges, {
    ...SET_UP,
    plain: ['id', 'at'],
    personal: { by: ofStaff('id'), changes: ofStaff('id') },
  }),
  declare(partners, {
    ...SET_UP,
    plain: ['key', 'language', 'shares', 'active'],
    personal: { name: ofStaff('name', partner), address: ofStaff('address', partner) },
  }),
  declare(covers, {
    reach: NOBODY,
    lifetime: { from: { column: 'until' }, rows: 'timers' },
    plain: ['id', 'until', 'leave', 'state', 'askedAt', 'answerBy', 'answeredAt', 'endedAt', 'message'],
    personal: { personId: ofStaff('id'), coverId: ofStaff('id') },
  }),
  declare(rosters, {
    ...SET_UP,
    plain: ['departmentKey', 'importedAt', 'shifts', 'triedAt'],
    // An iCal address holds its key
    personal: { url: ofStaff('token', secret), problem: ofStaff('words') },
  }),
  declare(duties, {
    reach: NOBODY,
    lifetime: { from: { column: 'ends_at' }, rows: 'people' },
    plain: ['id', 'departmentKey', 'startsAt', 'endsAt'],
    personal: { personId: ofStaff('id') },
  }),
  declare(digestPlans, {
    ...SET_UP,
    plain: ['id', 'departmentKey', 'departments', 'hour', 'editions', 'since'],
    personal: { personId: ofStaff('id'), changedBy: ofStaff('id') },
  }),
  declare(improvements, {
    // What a department changes in how it works: about no customer
    reach: NOBODY,
    lifetime: 'numbers',
    plain: [
      'id',
      'number',
      'departmentKey',
      'reason',
      'measure',
      'dueOn',
      'inPlaceOn',
      'state',
      'look',
      'lookedOn',
      'createdAt',
      'closedAt',
      'message',
    ],
    personal: {
      what: ofStaff('words'),
      why: ofStaff('words'),
      result: ofStaff('words'),
      ownerId: ofStaff('id'),
      createdBy: ofStaff('id'),
    },
  }),
  declare(improvementEvents, {
    reach: NOBODY,
    lifetime: 'numbers',
    plain: ['id', 'improvementId', 'kind', 'at', 'formId'],
    personal: { text: ofStaff('words'), data: ofStaff('name'), by: ofStaff('id') },
  }),
]
