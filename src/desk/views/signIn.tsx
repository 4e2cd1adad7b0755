import { type Flash, Page } from './layout.tsx'

type SignInProps = { to: string; flash?: Flash; typed?: string; words?: string[] }

/** Asks for the address. `words`: what was typed on a page whose session had ended, so that it is not lost. */
export const SignInPage = ({ to, flash, typed = '', words = [] }: SignInProps) => (
  <Page title="Sign in" flash={flash}>
    <h1>Sign in to the desk</h1>
    <p>
      Give the e-mail address you have at work. A link comes by mail, and signs you in on the device where you
      open it.
    </p>
    <form class="card big" method="post" action="/desk/sign-in">
      <input type="hidden" name="to" value={to} />
      <div class="field">
        <label for="email">E-mail address</label>
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
        Send me a link
      </button>
    </form>
    {words.length > 0 && (
      <section>
        <h2 class="head">What you wrote</h2>
        <p>It was not saved, because your time on the desk was over. Copy it before you sign in.</p>
        {words.map((text, at) => (
          <div class="field">
            <label for={`w${at}`}>{words.length > 1 ? `Text ${at + 1}` : 'Text'}</label>
            <textarea id={`w${at}`} readonly>{`\n${text}`}</textarea>
          </div>
        ))}
      </section>
    )}
  </Page>
)

/** The same for every address. */
export const LinkSentPage = () => (
  <Page title="Look at your mail">
    <h1>Look at your mail</h1>
    <p>
      If this address belongs to somebody who works here, a link is on its way. It works once, within 15
      minutes.
    </p>
    <p class="soft">
      Nothing came? Look in the junk folder, or ask your administrator which address is yours.
    </p>
    <p>
      <a class="button" href="/desk/sign-in">
        Another address
      </a>
    </p>
  </Page>
)

/** What a mailed link opens. Only its button uses it: programs that check mail open links, people press buttons. */
export const LinkPage = ({ path, to }: { path: string; to: string }) => (
  <Page title="Sign in">
    <h1>Sign in to the desk</h1>
    <p>You stay signed in on this device for 12 hours.</p>
    <form method="post" action={path}>
      <input type="hidden" name="to" value={to} />
      <button type="submit" class="primary">
        Sign in
      </button>
    </form>
  </Page>
)
