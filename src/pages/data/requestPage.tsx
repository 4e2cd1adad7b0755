import { type DataWords, localeOf, type PageWords, wordFor } from '../../locales/index.ts'
import { dayOf, zonedTimeOf } from '../../locales/times.ts'
import { money } from '../../money.ts'
import type { DataRequest } from '../../personalData/request.ts'
import { StepForm } from '../shared/fields.tsx'
import { layout, type Page, ReachUs } from '../shared/layout.tsx'

type State<Is> = Extract<DataRequest['state'], { is: Is }>
type Words = { say: DataWords; words: PageWords; remedy: (of: Remedy) => string; day: (at: Date) => string }
type Remedy = { kind?: string; amount?: string | null; currency?: string | null }

/** What the link of the confirming mail leads to: the question, then what came of it. */
export function requestPage(request: DataRequest): Page {
  const { brand, language, state, timeZone, zoneNamed, now } = request
  const { pages: words, yourData: say, casePage, mails } = localeOf(language)
  const reader = { locale: words.locale, timeZone, zoneNamed, now }
  const at: Words = {
    say,
    words,
    remedy: ({ kind = '', amount, currency }) => {
      const name = wordFor<string>(casePage.remedy, kind) ?? mails.case.otherRemedy
      return amount ? `${name}, ${money(words, amount, currency ?? null)}` : name
    },
    day: (day) => dayOf(day, reader),
  }
  const title = titleOf(request, say)
  return layout(
    words,
    brand,
    { title, status: state.is === 'over' ? 410 : 200 },
    <>
      <h1>{title}</h1>
      {state.is === 'asks' && <Asks request={request} say={say} />}
      {state.is === 'copy' && <Copy say={say} until={zonedTimeOf(request.expiresAt, reader)} />}
      {state.is === 'waits' && <Waits state={state} at={at} />}
      {state.is === 'erased' && <Erased state={state} at={at} />}
      {state.is === 'over' && <p>{say.overText}</p>}
      <ReachUs brand={brand} words={words} />
    </>,
  )
}

const titleOf = ({ what, state }: DataRequest, say: DataWords): string => {
  switch (state.is) {
    case 'asks':
      return say.confirm[what].title
    case 'copy':
      return say.ready
    case 'waits':
      return say.waits
    case 'erased':
      return say.erased
    default:
      return say.over
  }
}

const Asks = ({ request: { what }, say }: { request: DataRequest; say: DataWords }) => (
  <StepForm step="confirm" send={say.confirm[what].send}>
    <p>{what === 'copy' ? say.copy.how : say.confirm.erasure.how}</p>
    {what === 'erasure' && <p>{say.confirm.erasure.address}</p>}
  </StepForm>
)

const Copy = ({ say, until }: { say: DataWords; until: string }) => (
  <section>
    <p>{say.readyText(until)}</p>
    <a class="z" href="?as=page">
      {say.read}
    </a>
    <a class="z" href="?as=json" download>
      {say.json}
    </a>
    <a class="z" href="?as=zip" download>
      {say.zip}
    </a>
  </section>
)

const Waits = ({ state: { owed, held }, at }: { state: State<'waits'>; at: Words }) => {
  const { say } = at
  return (
    <section role="status">
      {held && <p>{say.held}</p>}
      {owed.length > 0 && <p>{say.owed}</p>}
      {owed.length > 0 && (
        <ul>
          {owed.map((thing) => (
            <li>{owedLine(thing, at)}</li>
          ))}
        </ul>
      )}
      {owed.some(({ what }) => what === 'word') && <p>{say.dropWord}</p>}
      {!held && owed.length === 0 && <p>{say.soon}</p>}
    </section>
  )
}

const owedLine = (
  { what, due, ...remedy }: State<'waits'>['owed'][number],
  { say, remedy: named, day }: Words,
): string => say.owes(what === 'remedy' ? named(remedy) : say.things[what], due ? day(new Date(due)) : '')

const Erased = ({ state, at }: { state: State<'erased'>; at: Words }) => {
  const { say, remedy, day } = at
  const { kept, mails, partners } = state
  return (
    <>
      <section role="status">
        <p>{say.erasedText(day(state.at))}</p>
      </section>
      <section>
        <h2>{say.kept}</h2>
        <p>{say.keptFigures}</p>
        <p>{say.keptAddress}</p>
        {kept.length > 0 && <p>{say.keptBooks}</p>}
        {kept.length > 0 && (
          <ul>
            {kept.map((one) => (
              <li>{`${remedy(one)}${one.at ? `, ${day(one.at)}` : ''}`}</li>
            ))}
          </ul>
        )}
      </section>
      {(mails > 0 || partners.length > 0) && (
        <section>
          <h2>{say.beyond}</h2>
          {mails > 0 && <p>{say.beyondMails(mails)}</p>}
          {partners.length > 0 && <p>{say.beyondPartners(partners.join(', '))}</p>}
        </section>
      )}
    </>
  )
}
