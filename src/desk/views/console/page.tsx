import type { Child } from 'hono/jsx'
import { opens } from '../../../directory/rights.ts'
import { type Flash, Page, type Viewer, wordsOf } from '../layout.tsx'

/** The pages of the console, in the order of its navigation. */
export const CONSOLE = {
  outbox: '/desk/console/outbox',
  suppressions: '/desk/console/suppressions',
  keys: '/desk/console/keys',
  webhooks: '/desk/console/webhooks',
  setup: '/desk/console/setup',
  audit: '/desk/audit',
} as const
type ConsolePlace = keyof typeof CONSOLE
/** Of one endpoint. */
export const DELIVERIES = '/desk/console/deliveries'

/** `title`: of a page below a place. */
type Props = {
  viewer: Viewer
  here: ConsolePlace
  title?: string
  how?: string
  flash?: Flash
  children?: Child
}

/** A page for people who run the product. */
export const ConsolePage = ({ viewer, here, title, how, flash, children }: Props) => {
  const say = wordsOf({ viewer }).console
  const heading = title ?? say.pages[here]
  const places = (Object.keys(CONSOLE) as ConsolePlace[]).filter((place) =>
    opens(`GET ${CONSOLE[place]}`, viewer.held),
  )
  return (
    <Page title={heading} viewer={viewer} flash={flash} here="console">
      <nav aria-label={say.title}>
        {places.map((place) => (
          <a href={CONSOLE[place]} aria-current={place === here ? 'page' : undefined}>
            {say.pages[place]}
          </a>
        ))}
      </nav>
      <h1>{heading}</h1>
      {how && <p class="soft">{how}</p>}
      {children}
    </Page>
  )
}

type ButtonProps = {
  viewer: Viewer
  here: ConsolePlace
  label: string
  /** What is posted besides the session's key. */
  fields: Record<string, string>
  danger?: boolean
}

/** One button that posts to the page it stands on. */
export const PostButton = ({ viewer, here, label, fields, danger }: ButtonProps) => (
  <form method="post" action={CONSOLE[here]}>
    <input type="hidden" name="key" value={viewer.key} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class={danger ? 'danger' : undefined}>
      {label}
    </button>
  </form>
)

export const NextPage = ({ viewer, to }: { viewer: Viewer; to?: string }) =>
  to ? (
    <p>
      <a class="button" href={to} rel="next">
        {wordsOf({ viewer }).console.next}
      </a>
    </p>
  ) : null
