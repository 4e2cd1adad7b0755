import { type Key, SCOPES } from '../../../setup/keys.ts'
import { whenOf } from '../figures.ts'
import { type Flash, type Viewer, wordsOf } from '../layout.tsx'
import { CONSOLE, ConsolePage, PostButton } from './page.tsx'

type Props = {
  viewer: Viewer
  keys: Key[]
  now: Date
  /** One that was made by this very request. It is nowhere else. */
  made?: { name: string; key: string }
  typed?: { name: string; scopes: string[] }
  flash?: Flash
}

/** API keys: what each may do, when it was made and last used, and a form for one more. */
export const KeysPage = ({ viewer, keys, now, made, typed, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.console.keys
  const at = (when: Date) => whenOf(when, viewer.timeZone, now, words)
  const stateOf = ({ revokedAt, endsAt }: Key) => {
    if (revokedAt) return say.revoked(at(revokedAt))
    if (!endsAt) return say.inUse
    return endsAt > now ? say.until(at(endsAt)) : say.ended(at(endsAt))
  }
  const works = ({ revokedAt, endsAt }: Key) => !revokedAt && (!endsAt || endsAt > now)
  return (
    <ConsolePage viewer={viewer} here="keys" how={say.how} flash={flash}>
      {made && (
        <section class="card good" role="status">
          <h2>{say.made(made.name)}</h2>
          <p>
            <code>{made.key}</code>
          </p>
        </section>
      )}
      {keys.length === 0 && <p>{say.none}</p>}
      {keys.map((key) => (
        <article class="card">
          <h2>{key.name}</h2>
          <p>
            {[
              key.scopes.join(', '),
              say.madeAt(at(key.createdAt)),
              key.lastUsedAt ? say.used(at(key.lastUsedAt)) : say.never,
              stateOf(key),
            ].join(' · ')}
          </p>
          {works(key) && (
            <div class="acts">
              {!key.endsAt && (
                <details>
                  <summary>{say.rotate}</summary>
                  <p>{say.rotateHow}</p>
                  <PostButton
                    viewer={viewer}
                    here="keys"
                    label={say.rotate}
                    fields={{ do: 'rotate', name: key.name }}
                  />
                </details>
              )}
              <details>
                <summary class="danger">{say.revoke}</summary>
                <p>{say.revokeHow}</p>
                <PostButton
                  viewer={viewer}
                  here="keys"
                  label={say.revoke}
                  fields={{ do: 'revoke', id: key.id }}
                  danger
                />
              </details>
            </div>
          )}
        </article>
      ))}
      <h2 class="head">{say.make}</h2>
      <form method="post" action={CONSOLE.keys} class="card">
        <input type="hidden" name="key" value={viewer.key} />
        <input type="hidden" name="do" value="create" />
        <label for="name">{say.name.label}</label>
        <p class="hint" id="name-hint">
          {say.name.hint}
        </p>
        <input
          type="text"
          id="name"
          name="name"
          value={typed?.name ?? ''}
          required
          maxlength={100}
          aria-describedby="name-hint"
        />
        <fieldset class="field">
          <legend>{say.scopes}</legend>
          <div class="opts">
            {SCOPES.map((scope) => (
              <label>
                <input
                  type="checkbox"
                  name="scope"
                  value={scope}
                  checked={typed?.scopes.includes(scope) ?? false}
                />
                {scope}
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" class="primary">
          {say.makeIt}
        </button>
      </form>
    </ConsolePage>
  )
}
