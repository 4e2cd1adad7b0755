import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** A command to paste: a contact that ended an hour ago, another one and another customer at each paste. */
export function exampleCurl(edgeUrl: string, key: string, organisationFile: string, now: Date): string {
  const organisation = parse(readFileSync(organisationFile, 'utf8')) as Record<string, unknown>
  const contact = {
    source: 'shop',
    externalId: 'example-STAMP',
    channel: 'phone',
    brand: firstKey(organisation.brands),
    department: firstKey(organisation.departments),
    staffMember: { name: 'Robin' },
    customer: { name: 'Kim Berg', email: 'kim+STAMP@example.com' },
    reference: 'order-STAMP',
    startedAt: minutesBefore(now, 70),
    endedAt: minutesBefore(now, 60),
  }
  const body = JSON.stringify(contact).replaceAll('STAMP', `'$(date +%s)'`)
  return [
    `curl -sS ${edgeUrl}/v1/contacts \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body}'`,
  ].join('\n')
}

const minutesBefore = (now: Date, minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString()

function firstKey(list: unknown): string {
  const first = Array.isArray(list) ? (list[0] as { key?: string }).key : Object.keys(list as object)[0]
  return first ?? 'main'
}
