import type { OwedThing } from '../../../db/schema/index.ts'
import { timeOf } from '../../cases/labels.ts'
import type { Customer } from '../../personalData/find.ts'
import { inWords } from '../../personalData/owed.ts'
import { BackLink, type Flash, Page, type Viewer, wordsOf } from './layout.tsx'

type Props = {
  viewer: Viewer
  of: string
  found: Customer[]
  /** Erasures that customers asked for and that wait. */
  waiting: { customer: string; number: number; at: Date }[]
  /** What is still owed to a customer whose erasure was asked for. */
  owed?: { customer: string; things: OwedThing[] }
  flash?: Flash
}

/** Finds one customer by a whole address or number, and leads to the export and the erasure of what is kept of them. */
export const CustomersPage = ({ viewer, of, found, waiting, owed, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.customers
  return (
    <Page title={say.title} viewer={viewer} flash={flash} here="customers">
      <h1>{say.title}</h1>
      <p class="soft">
        {say.how} <a href="/desk/audit">{words.console.pages.audit}</a>
      </p>
      <search>
        <form method="get" action="/desk/customers" class="filter">
          <label for="of">{say.of}</label>
          <div class="say">
            <input type="search" id="of" name="of" value={of} maxlength={320} />
            <button type="submit" class="primary">
              {say.find}
            </button>
          </div>
        </form>
      </search>
      {waiting.length > 0 && (
        <section>
          <h2 class="t">{say.waiting}</h2>
          <ul>
            {waiting.map(({ customer, number, at }) => (
              <li>
                <a href={`/desk/customers?of=${customer}`}>{say.waits(number, timeOf(viewer, at, words))}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {of && found.length === 0 && <p>{say.nobody(of)}</p>}
      {found.map((customer) => (
        <Found
          customer={customer}
          viewer={viewer}
          of={of}
          owed={owed?.customer === customer.id ? owed.things : undefined}
        />
      ))}
      <BackLink viewer={viewer} />
    </Page>
  )
}

type FoundProps = { customer: Customer; viewer: Viewer; of: string; owed?: OwedThing[] }

const Found = ({ customer, viewer, of, owed }: FoundProps) => {
  const words = wordsOf({ viewer })
  const say = words.customers
  const { id, name, email, phone, createdAt, erasedAt, cases } = customer
  return (
    <article class="card">
      <h2 class="t">{erasedAt ? say.erasedName : (name ?? email ?? phone ?? id)}</h2>
      <p>{[email, phone, say.since(timeOf(viewer, createdAt, words))].filter(Boolean).join(' · ')}</p>
      {cases.length > 0 && (
        <p>
          {`${say.cases} `}
          {cases.map((number) => (
            <a href={`/desk/cases?q=${number}`}>{`${number} `}</a>
          ))}
        </p>
      )}
      {erasedAt ? (
        <p>{say.erasedAt(timeOf(viewer, erasedAt, words))}</p>
      ) : (
        <>
          {owed && (
            <div class="told bad" role="alert">
              <b>{say.owed}</b>
              <ul>
                {owed.map((thing) => (
                  <li>{inWords(thing, viewer, words)}</li>
                ))}
              </ul>
            </div>
          )}
          <div class="acts">
            <a class="button" href={`/desk/customers/${id}/export`}>
              {say.show}
            </a>
            <a class="button" href={`/desk/customers/${id}/export?as=json`} download>
              {say.download}
            </a>
            <a class="button" href={`/desk/customers/${id}/export?as=zip`} download>
              {say.zip}
            </a>
            <details open={owed !== undefined}>
              <summary class="danger">{say.erase}</summary>
              <p>{say.eraseHow}</p>
              <form method="post" action="/desk/customers">
                <input type="hidden" name="key" value={viewer.key} />
                <input type="hidden" name="customer" value={id} />
                <input type="hidden" name="of" value={of} />
                {owed && <input type="hidden" name="force" value="true" />}
                <button type="submit" class="danger">
                  {owed ? say.eraseAnyway : say.eraseNow}
                </button>
              </form>
            </details>
          </div>
        </>
      )}
    </article>
  )
}
