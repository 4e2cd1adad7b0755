import { localeOf } from '../../locales/index.ts'
import type { DataAsked } from '../../personalData/ask.ts'
import type { CaseView } from '../../render/storyView.ts'
import { StepForm } from '../shared/fields.tsx'
import { layout, type Page, ReachUs } from '../shared/layout.tsx'

/** What a customer can ask for of their own data, and what came of asking. */
export function dataPage({ brand, language }: CaseView, asked?: DataAsked | 'often'): Page {
  const { pages: words, yourData: say } = localeOf(language)
  const refused = asked && asked !== 'sent' && asked !== 'often'
  const title = asked === 'sent' ? say.sent : refused ? say.notSent : say.title
  return layout(
    words,
    brand,
    { title, status: asked === 'often' ? 429 : 200 },
    <>
      <h1>{title}</h1>
      {asked === 'often' && (
        <p class="f" role="alert">
          {say.often}
        </p>
      )}
      {asked === 'sent' || refused ? (
        <section role="status">
          <p>{asked === 'no address' ? say.noAddress : refused ? say.unreachable : say.sentText}</p>
        </section>
      ) : (
        <>
          <p>{say.lead}</p>
          {(['copy', 'erasure'] as const).map((what) => (
            <StepForm step={what} send={say[what].send} quiet={what === 'erasure'}>
              <h2>{say[what].title}</h2>
              <p>{say[what].how}</p>
            </StepForm>
          ))}
        </>
      )}
      <a class="z" href="?">
        {say.back}
      </a>
      <ReachUs brand={brand} words={words} />
    </>,
  )
}
