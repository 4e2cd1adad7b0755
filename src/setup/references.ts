import { type Fault, fault } from './fault.ts'

/** The row above all departments. */
export const MANAGEMENT = 'management'

type Loose = Record<string, unknown>
const object = (value: unknown): Loose =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Loose) : {}
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const address = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : undefined)

/** Faults between parts of the file. Takes it as written, so that these show together with the faults of form. */
export const referenceFaults = (file: unknown): Fault[] => {
  const { people, departments, management, brands, helpdesks } = object(file)
  const emails = array(people).map((person) => address(object(person).email))
  const known = new Set(emails)
  const faults: Fault[] = emails.flatMap((email, at) =>
    email && emails.indexOf(email) < at ? [fault(['people', at, 'email'], `${email} is listed twice`)] : [],
  )
  const check = (path: string[], list: unknown) => {
    const members = array(list).map(address)
    for (const [at, email] of members.entries()) {
      if (!email) continue
      if (!known.has(email)) faults.push(fault([...path, at], `nobody with the e-mail ${email} in people`))
      if (members.indexOf(email) < at) faults.push(fault([...path, at], `${email} is listed twice`))
    }
  }
  if (MANAGEMENT in object(departments))
    faults.push(fault(['departments', MANAGEMENT], 'this key is taken: management has a section of its own'))
  for (const [key, department] of Object.entries(object(departments))) {
    for (const list of ['liaisons', 'managers']) check(['departments', key, list], object(department)[list])
  }
  check(['management', 'people'], object(management).people)
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
  return faults
}
