import { settingLines } from '../../../../setup/shown.ts'
import type { SetUp } from '../../../../setup/state.ts'
import { type Viewer, wordsOf } from '../../layout.tsx'

/** The host alone: the rest of an address may be a secret. */
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : '')

/** What the rest of organisation.yaml says, by the names it has there, without secrets. */
export const Rules = ({ viewer, setUp }: { viewer: Viewer; setUp: SetUp }) => {
  const say = wordsOf({ viewer }).setUp
  const { drivers = {}, helpdesks = {}, ...organisation } = setUp.organisation[''] ?? {}
  const groups = Object.values(setUp.groups).map(
    ({ helpdesk, group, brandKey, departmentKey }) =>
      `helpdesks.${helpdesk}.groups.${group}: ${brandKey}, ${departmentKey}`,
  )
  const endpoints = Object.entries(setUp.webhooks).map(
    ([key, { url, events }]) => `webhooks.${key}: ${hostOf(url)}, ${events.join(', ')}`,
  )
  const parts: [string, string[]][] = [
    [say.rules.organisation, settingLines('', organisation)],
    [say.rules.brands, settingLines('brands', setUp.brands)],
    [say.rules.drivers, settingLines('drivers', drivers)],
    [say.rules.partners, settingLines('partners', setUp.partners)],
    [say.rules.integrations, [...settingLines('helpdesks', helpdesks), ...groups, ...endpoints]],
  ]
  return (
    <>
      {parts.map(([title, lines]) => (
        <section class="card">
          <h2>{title}</h2>
          {lines.length === 0 && <p>{say.rules.none}</p>}
          {lines.map((line) => (
            <p class="t">{line}</p>
          ))}
        </section>
      ))}
    </>
  )
}
