import type { Child } from 'hono/jsx'
import type { CaseWords, PageWords } from '../../locales/index.ts'
import { inZone, timeOf, zonedTimeOf } from '../../locales/times.ts'
import type { CaseView } from '../../render/storyView.ts'
import type { FormState } from '../shared/fields.tsx'
import { WithTime } from '../shared/time.tsx'

/** What every part of a case's page is state from. `of` is a remedy's id. */
export type CaseContext = {
  view: CaseView
  words: PageWords
  say: CaseWords
  /** The customer comes to take their yes back. */
  reopens: boolean
  state: (step: string, of?: string) => FormState
  hidden: (step: string, of?: string) => Record<string, string>
}

const readerOf = ({ view, words }: CaseContext) => ({ ...view, locale: words.locale })
/** A time that the customer goes by. */
const whenOf = (shown: CaseContext, at: Date): string => zonedTimeOf(at, readerOf(shown))
/** The same in a list or of what is past, which no zone follows. */
export const bareTime = (shown: CaseContext, at: Date): string => timeOf(at, readerOf(shown))
/** A sentence with a time that the customer goes by. */
export const When = (props: { shown: CaseContext; at: Date; say?: (when: string) => string }) => (
  <WithTime at={props.at} shown={whenOf(props.shown, props.at)} say={props.say} />
)
/** The zone, for a list of times. */
export const zoneOf = (shown: CaseContext, at: Date): string => inZone(at, readerOf(shown))

/** The last digits of a phone number: who holds the link need not learn it. */
export const endingOf = (phone: string): string => phone.replace(/\D/g, '').slice(-2)

/** Folded until it is needed, or something typed in it is refused. */
export const Folded = (props: {
  at: CaseContext
  title: string
  step: string
  of?: string
  children?: Child
}) => {
  const { at, title, step, of, children } = props
  return (
    <details open={Object.keys(at.state(step, of).typed).length > 0}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
