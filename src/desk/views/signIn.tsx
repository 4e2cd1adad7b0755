import type { ProviderKind } from '../../../integrations/oidc/settings.ts'
import { BackLink, type Flash, Page, type Viewer, wordsOf } from './layout.tsx'

/** What the browser asks for: nobody is known here yet. */
type Stranger = { language: string }
/** Which ways in there are: by a mailed link, and at which kind of provider. */
export type SignInWays = { mail: boolean; oidc?: ProviderKind }
type SignInProps = Stranger & {
  ways: SignInWays
  to: string
  flash?: Flash
  typed?: string
  words?: string[]
}

/** Asks for the address. `words`: what was typed on a page whose session had ended, so that it is not lost. */
export const SignInPage = ({ language, ways, to, flash, typed = '', words = [] }: SignInProps) => {
  const { desk, oidc } = wordsOf({ language })
  const say = desk.signIn
  return (
    <Page title={say.title} language={language} flash={flash}>
      <h1>{say.heading}</h1>
      {ways.oidc && (
        <div class="card big">
          <p>{oidc.how}</p>
          <p>
            <ProviderLink label={oidc.buttons[ways.oidc]} to={to} />
          </p>
        </div>
      )}
      {ways.oidc && ways.mail && <h2 class="head">{oidc.or}</h2>}
      {ways.mail && <MailForm language={language} to={to} typed={typed} />}
      {!ways.oidc && !ways.mail && <p>{oidc.noWay}</p>}
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

/** Leads to the provider, and then to `to`. */
const ProviderLink = ({ label, to, fresh }: { label: string; to: string; fresh?: true }) => (
  <a class="button primary" href={`/desk/oidc?to=${encodeURIComponent(to)}${fresh ? '&fresh' : ''}`}>
    {label}
  </a>
)

const MailForm = ({ language, to, typed }: Stranger & { to: string; typed: string }) => {
  const say = wordsOf({ language }).desk.signIn
  return (
    <>
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
    </>
  )
}

/** Why nobody is signed in after they were at the provider, and a way on. */
export const NotSignedInPage = ({ language, text, to }: Stranger & { text: string; to: string }) => {
  const say = wordsOf({ language }).oidc
  return (
    <Page title={say.failed} language={language}>
      <h1>{say.failed}</h1>
      <p>{text}</p>
      <p>
        <a class="button" href={`/desk/sign-in?to=${encodeURIComponent(to)}`}>
          {say.again}
        </a>
      </p>
    </Page>
  )
}

/** Asks the viewer to show again who they are. `posted`: they sent a form, which was not acted on. */
export const FreshPage = ({ viewer, to, posted }: { viewer: Viewer; to: string; posted: boolean }) => {
  const say = wordsOf({ viewer }).oidc.fresh
  return (
    <Page title={say.title} viewer={viewer}>
      <h1>{say.title}</h1>
      <p>{say.text}</p>
      {posted && <p>{say.notDone}</p>}
      <p>
        <ProviderLink label={say.go} to={to} fresh />
      </p>
      <BackLink viewer={viewer} />
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

/** What a personal link from chat opens. Only its button uses it. */
export const OpenPage = ({ language, path }: Stranger & { path: string }) => {
  const say = wordsOf({ language }).report.link
  return (
    <Page title={say.title} language={language}>
      <h1>{say.title}</h1>
      <p>{say.text}</p>
      <form method="post" action={path}>
        <button type="submit" class="primary">
          {say.open}
        </button>
      </form>
      <p class="soft">{say.page}</p>
    </Page>
  )
}
