import { type Flash, Page, wordsOf } from './layout.tsx'

/** What the browser asks for: nobody is known here yet. */
type Stranger = { language: string }
type SignInProps = Stranger & { to: string; flash?: Flash; typed?: string; words?: string[] }

/** Asks for the address. `words`: what was typed on a page whose session had ended, so that it is not lost. */
export const SignInPage = ({ language, to, flash, typed = '', words = [] }: SignInProps) => {
  const say = wordsOf({ language }).desk.signIn
  return (
    <Page title={say.title} language={language} flash={flash}>
      <h1>{say.heading}</h1>
      <p>{say.how}</p>
      <form class="card big" method="post" action="/desk/sign-in">
        <input type="hidden" name="to" value={to} />
        <div class="field">
          <label for="email">{say.email}</label>
          <input
            type="email"
            id="email"
            name="email"
            autocomplete="email"
            required
            maxlength={254}
            value={typed}
          />
        </div>
        <button type="submit" class="primary">
          {say.send}
        </button>
      </form>
      {words.length > 0 && (
        <section>
          <h2 class="head">{say.wrote}</h2>
          <p>{say.notSaved}</p>
          {words.map((text, at) => (
            <div class="field">
              <label for={`w${at}`}>{words.length > 1 ? `${say.text} ${at + 1}` : say.text}</label>
              <textarea id={`w${at}`} readonly>{`\n${text}`}</textarea>
            </div>
          ))}
        </section>
      )}
    </Page>
  )
}

/** The same for every address. */
export const LinkSentPage = ({ language }: Stranger) => {
  const say = wordsOf({ language }).desk.signIn
  return (
    <Page title={say.sentTitle} language={language}>
      <h1>{say.sentTitle}</h1>
      <p>{say.sent}</p>
      <p class="soft">{say.nothingCame}</p>
      <p>
        <a class="button" href="/desk/sign-in">
          {say.another}
        </a>
      </p>
    </Page>
  )
}

/** What a mailed link opens. Only its button uses it: programs that check mail open links, people press buttons. */
export const LinkPage = ({ language, path, to }: Stranger & { path: string; to: string }) => {
  const say = wordsOf({ language }).desk.signIn
  return (
    <Page title={say.title} language={language}>
      <h1>{say.heading}</h1>
      <p>{say.stay}</p>
      <form method="post" action={path}>
        <input type="hidden" name="to" value={to} />
        <button type="submit" class="primary">
          {say.title}
        </button>
      </form>
    </Page>
  )
}
