import { PROBLEMS } from './problem.ts'

/** Where a problem's `type` leads: what each means and what to do. docs/api.md says more. */
export const problemsPage = (): string =>
  `<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Problems of the API</title>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <h1>Problems of the API</h1>
          {Object.entries(PROBLEMS).map(([status, { anchor, what }]) => (
            <section id={anchor}>
              <h2>
                {status} {anchor.replaceAll('-', ' ')}
              </h2>
              <p>{what}</p>
            </section>
          ))}
        </main>
      </body>
    </html>
  )}`
