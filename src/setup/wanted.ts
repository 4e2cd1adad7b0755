import { SHAREABLE } from '../../db/schema/index.ts'
import { ownDomains } from '../invitations/rules.ts'
import { expandHolidays } from './holidays.ts'
import { MANAGEMENT } from './management.ts'
import type { Resolved } from './resolve.ts'
import { wantedRoles } from './roles.ts'
import type { OrganisationFile } from './schema.ts'
import { type DepartmentRow, groupKey, type SetUp } from './state.ts'

type Place = Pick<
  OrganisationFile['management'],
  'name' | 'language' | 'timeZone' | 'hours' | 'holidays' | 'digestHour'
>
type Entry<T> = [key: string, value: T]
const map = <T, R>(from: Record<string, T>, to: (value: T, key: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(from).map(([key, value]): Entry<R> => [key, to(value, key)]))

/** The rows the file asks for. Holidays are those of the year of `now` and the next five. */
export const wantedSetUp = (file: OrganisationFile, { people, destinations }: Resolved, now: Date): SetUp => {
  const place = (key: string, given: Place) => ({
    name: given.name,
    language: given.language ?? file.language,
    timeZone: given.timeZone,
    hours: given.hours,
    holidays: expandHolidays(given.holidays, now.getUTCFullYear()),
    destination: destinations[key]!,
    digestHour: given.digestHour,
  })
  const departments = map(
    file.departments,
    (given, key): DepartmentRow => ({
      ...place(key, given),
      kind: 'department',
      authority: given.authority as DepartmentRow['authority'],
      sampling: given.sampling,
      excluded: given.excluded,
      nextInLine: given.nextInLine,
      liaisons: given.liaisons,
      managers: given.managers,
    }),
  )
  const management: DepartmentRow = {
    ...place(MANAGEMENT, file.management),
    kind: 'management',
    authority: {},
    sampling: 1,
    excluded: false,
    nextInLine: 'list',
    liaisons: [],
    managers: file.management.people,
  }
  const places = Object.values({ ...departments, [MANAGEMENT]: management })
  const departmentOf = (email: string) =>
    places.find(({ liaisons, managers }) => [...liaisons, ...managers].includes(email))
  return {
    organisation: {
      '': {
        name: file.name,
        ask: { ...file.ask, ownDomains: ownDomains(file) },
        drivers: file.drivers,
        graceSeconds: file.graceSeconds,
        privacy: { people: file.privacy.people ?? null, retention: file.privacy.retention },
        signIn: {
          ...file.signIn,
          mailedLinks: file.signIn.mailedLinks ?? null,
          oidc: file.signIn.oidc ?? null,
        },
        helpdesks: Object.fromEntries(
          Object.entries(file.helpdesks).flatMap(([name, given]) => {
            if (!given) return []
            const { groups: _, ...rules } = given
            return [[name, rules]]
          }),
        ),
      },
    },
    brands: map(file.brands, ({ sender, logo, ...brand }) => ({
      name: brand.name,
      senderName: sender.name,
      senderAddress: sender.address,
      replyTo: brand.replyTo,
      colour: brand.colour,
      logoSvg: logo ?? null,
      language: brand.language,
      disputeBody: brand.disputeBody ?? null,
    })),
    people: Object.fromEntries(
      file.people.map(({ email, name, language: own, oidc }) => {
        const accounts = Object.entries(people[email] ?? {}).flatMap(([platform, known]) =>
          known ? [[platform, { workspace: known.workspace, user: known.user }]] : [],
        )
        const language = own ?? departmentOf(email)?.language ?? file.language
        return [email, { name, language, accounts: Object.fromEntries(accounts), oidcSubject: oidc ?? null }]
      }),
    ),
    departments: { ...departments, [MANAGEMENT]: management },
    roles: wantedRoles(file),
    partners: map(file.partners, ({ shares, ...partner }) => ({
      ...partner,
      shares: SHAREABLE.filter((one) => shares.includes(one)),
    })),
    webhooks: map(file.webhooks, ({ url, events }) => ({ url, events: [...new Set(events)].sort() })),
    groups: Object.fromEntries(
      Object.entries(file.helpdesks).flatMap(([helpdesk, given]) =>
        Object.entries(given?.groups ?? {}).map(([group, { brand, department }]) => [
          groupKey(helpdesk, group),
          { helpdesk, group, brandKey: brand, departmentKey: department },
        ]),
      ),
    ),
  }
}
