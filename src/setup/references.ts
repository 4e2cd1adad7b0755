import { drivers as known } from '../../surveys/drivers.ts'
import { addressOf, needsUtf8 } from '../addresses/address.ts'
import { type Fault, fault } from './fault.ts'
import { MANAGEMENT } from './management.ts'

type Loose = Record<string, unknown>
const object = (value: unknown): Loose =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Loose) : {}
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** In small letters, the domain in ASCII; undefined: none, or one that not every mail server takes. */
export const emailOf = (given: string): string | undefined => {
  const found = addressOf(given)
  return found && !needsUtf8(found) ? found : undefined
}
const address = (value: unknown) =>
  typeof value === 'string' ? (emailOf(value) ?? value.trim().toLowerCase()) : undefined

/** Faults between parts of the file. Takes it as written, so that these show together with the faults of form. */
export const referenceFaults = (file: unknown): Fault[] => {
  const { people, departments, management, brands, helpdesks, drivers, administrators, readers } =
    object(file)
  const emails = array(people).map((person) => address(object(person).email))
  const listed = new Set(emails)
  const faults: Fault[] = emails.flatMap((email, at) =>
    email && emails.indexOf(email) < at ? [fault(['people', at, 'email'], `${email} is listed twice`)] : [],
  )
  const subjects = array(people).map((person) => object(person).oidc)
  for (const [at, subject] of subjects.entries())
    if (typeof subject === 'string' && subjects.indexOf(subject) < at)
      faults.push(fault(['people', at, 'oidc'], 'is given to somebody else already'))
  const check = (path: string[], list: unknown) => {
    const members = array(list).map(address)
    for (const [at, email] of members.entries()) {
      if (!email) continue
      if (!listed.has(email)) faults.push(fault([...path, at], `nobody with the e-mail ${email} in people`))
      if (members.indexOf(email) < at) faults.push(fault([...path, at], `${email} is listed twice`))
    }
  }
  if (MANAGEMENT in object(departments))
    faults.push(fault(['departments', MANAGEMENT], 'this key is taken: management has a section of its own'))
  for (const [key, department] of Object.entries(object(departments))) {
    for (const list of ['liaisons', 'managers']) check(['departments', key, list], object(department)[list])
  }
  check(['management', 'people'], object(management).people)
  check(['administrators'], administrators)
  check(
    ['readers'],
    array(readers).map((one) => object(one).email),
  )
  for (const [at, { departments: named }] of array(readers).map(object).entries())
    for (const [n, one] of array(named).entries())
      if (typeof one === 'string' && !Object.hasOwn(object(departments), one))
        faults.push(fault(['readers', at, 'departments', n], `there is no department ${one}`))
  for (const [helpdesk, { groups }] of Object.entries(object(helpdesks)).map(
    ([k, v]) => [k, object(v)] as const,
  )) {
    for (const [name, group] of Object.entries(object(groups))) {
      const path = ['helpdesks', helpdesk, 'groups', name]
      const { brand, department } = object(group)
      if (typeof brand === 'string' && !Object.hasOwn(object(brands), brand))
        faults.push(fault([...path, 'brand'], `there is no brand ${brand}`))
      if (typeof department === 'string' && !Object.hasOwn(object(departments), department))
        faults.push(fault([...path, 'department'], `there is no department ${department}`))
    }
  }
  for (const [driver, department] of Object.entries(object(drivers))) {
    if (!(known as readonly string[]).includes(driver))
      faults.push(fault(['drivers', driver], `there is no such driver: they are ${known.join(', ')}`))
    if (typeof department === 'string' && !Object.hasOwn(object(departments), department))
      faults.push(fault(['drivers', driver], `there is no department ${department}`))
  }
  return [...faults, ...partnerFaults(object(file))]
}

/** Each has a name of its own, and an address that is not ours. */
const partnerFaults = ({ partners, departments, people, brands, management }: Loose): Fault[] => {
  const nameOf = (value: unknown) => {
    const { name } = object(value)
    return typeof name === 'string' ? name.trim().toLowerCase() : undefined
  }
  const names = [...Object.values(object(departments)), management ?? {}].map(nameOf)
  const own = new Set<unknown>([
    ...array(people).map((person) => address(object(person).email)),
    ...Object.values(object(brands)).flatMap((brand) => {
      const { sender, replyTo } = object(brand)
      return [address(object(sender).address), address(replyTo)]
    }),
  ])
  return Object.entries(object(partners)).flatMap(([key, partner]) => {
    const name = nameOf(partner)
    const mail = address(object(partner).address)
    const taken = name !== undefined && names.includes(name)
    names.push(name)
    return [
      ...(taken
        ? [
            fault(
              ['partners', key, 'name'],
              `${object(partner).name} is the name of another partner or department`,
            ),
          ]
        : []),
      ...(mail && own.has(mail)
        ? [
            fault(
              ['partners', key, 'address'],
              `${mail} is an address of people or brands: a partner is outside`,
            ),
          ]
        : []),
    ]
  })
}
