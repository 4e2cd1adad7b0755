import type { Suppression } from '../../../addresses/suppress.ts'
import { SCOPES } from '../../../addresses/suppress.ts'
import { timeOf } from '../../../cases/labels.ts'
import { type Flash, type Viewer, wordsOf } from '../layout.tsx'
import { CONSOLE, ConsolePage, NextPage, PostButton } from './page.tsx'

type Props = {
  viewer: Viewer
  rows: Suppression[]
  part: string
  /** What was typed and could not be read. */
  typed?: string
  older?: string
  flash?: Flash
}

/** Addresses that are not written to, and a form for one more. */
export const SuppressionsPage = ({ viewer, rows, part, typed, older, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.console.suppressions
  return (
    <ConsolePage viewer={viewer} here="suppressions" how={say.how} flash={flash}>
      <search>
        <form method="get" action={CONSOLE.suppressions} class="filter">
          <label for="q">{say.search}</label>
          <div class="say">
            <input type="search" id="q" name="q" value={part} maxlength={100} />
            <button type="submit">{say.find}</button>
          </div>
        </form>
      </search>
      {rows.length === 0 && <p>{part ? say.noneFound(part) : say.none}</p>}
      {rows.map(({ address, scope, reason, createdAt }) => (
        <article class="card">
          <h2 class="t">{address}</h2>
          <p>
            {[
              say.scopes[scope] ?? scope,
              say.reasons[reason] ?? reason,
              say.since(timeOf(viewer, createdAt, words)),
            ].join(' · ')}
          </p>
          <div class="acts">
            <PostButton
              viewer={viewer}
              here="suppressions"
              label={say.lift}
              fields={{ do: 'lift', address, scope, q: part }}
            />
          </div>
        </article>
      ))}
      <NextPage viewer={viewer} to={older} />
      <h2 class="head">{say.add}</h2>
      <form method="post" action={CONSOLE.suppressions} class="card">
        <input type="hidden" name="key" value={viewer.key} />
        <input type="hidden" name="do" value="add" />
        <label for="address">{say.address}</label>
        <input type="text" id="address" name="address" value={typed ?? ''} required maxlength={320} />
        <fieldset class="field">
          <legend>{say.scope}</legend>
          <div class="opts">
            {SCOPES.map((scope) => (
              <label>
                <input type="radio" name="scope" value={scope} checked={scope === 'invitations'} />
                {say.scopes[scope]}
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" class="primary">
          {say.addIt}
        </button>
      </form>
    </ConsolePage>
  )
}
