import type { Subscription } from '../../invitations/unsubscribe.ts'
import { pageWords } from '../../locales/index.ts'
import { layout, type Page, ReachUs } from '../shared/layout.tsx'

/** Asks whether to stop asking, or says that it has stopped. `back` after an undo; `often`: after too many of them. */
export function unsubscribePage(view: Subscription, { back = false, often = false } = {}): Page {
  const words = pageWords(view.language)
  const { brand, address, unsubscribed } = view
  const said = words.unsubscribe
  const title = unsubscribed ? said.done : back ? said.undone : said.title
  const text = unsubscribed
    ? said.doneText(brand.name, address)
    : back
      ? said.undoneText
      : said.ask(brand.name, address)
  return layout(
    words,
    brand,
    { title, status: often ? 429 : 200 },
    <>
      <h1>{title}</h1>
      {often && (
        <p class="f" role="alert">
          {words.errors.often.all}
        </p>
      )}
      <section>
        <p role={!often && (unsubscribed || back) ? 'status' : undefined}>{text}</p>
        {!back && <p class="m">{said.note}</p>}
        {!(unsubscribed && often) && (
          <form method="post" action="?">
            {unsubscribed && <input type="hidden" name="undo" value="yes" />}
            <button type="submit" class={unsubscribed || back ? 'q2' : undefined}>
              {unsubscribed ? said.undo : said.yes}
            </button>
          </form>
        )}
      </section>
      {often && <ReachUs brand={brand} words={words} />}
    </>,
  )
}
