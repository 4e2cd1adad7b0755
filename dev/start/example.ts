/** A command to paste: a contact that ended an hour ago, another one and another customer at each paste. */
export function exampleCurl(
  edgeUrl: string,
  key: string,
  place: { brand: string; department: string },
  now: Date,
): string {
  const contact = {
    source: 'shop',
    externalId: 'example-STAMP',
    channel: 'phone',
    ...place,
    staffMember: { name: 'Robin' },
    customer: { name: 'Kim Berg', email: 'kim.STAMP@example.com' },
    reference: 'order-STAMP',
    startedAt: minutesBefore(now, 70),
    endedAt: minutesBefore(now, 60),
    timeZone: whereItIsDay(now),
  }
  const body = JSON.stringify(contact).replaceAll('STAMP', `'$(date +%s)'`)
  return [
    `curl -sS ${edgeUrl}/v1/contacts \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body}'`,
  ].join('\n')
}

/** Surveys go out from 08:00 to 20:00 in the customer's zone: an example at night would show nothing. */
function whereItIsDay(now: Date): string {
  const zones = [
    'Europe/Stockholm',
    'America/New_York',
    'America/Los_Angeles',
    'Pacific/Auckland',
    'Asia/Tokyo',
  ]
  const hourIn = (timeZone: string) =>
    Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now))
  return zones.find((zone) => hourIn(zone) >= 8 && hourIn(zone) < 18) ?? 'Europe/Stockholm'
}

const minutesBefore = (now: Date, minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString()
