import type { Child } from 'hono/jsx'
import type { mailColours } from '../colour.ts'

/** A part of a mail, in both its forms. The HTML gets the brand's colours. */
export type Block = { text: string; html: (colours: ReturnType<typeof mailColours>) => Child }

const SPACE = 'margin:0 0 16px'
const clean = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()

const Lines = ({ of }: { of: Child[] }) => <>{of.map((line, at) => (at === 0 ? line : [<br />, line]))}</>
export const Table = ({
  style,
  wide = true,
  children,
}: {
  style: string
  wide?: boolean
  children?: Child
}) => (
  <table
    role="presentation"
    width={wide ? '100%' : undefined}
    cellpadding="0"
    cellspacing="0"
    border={0}
    style={style}
  >
    {children}
  </table>
)

export const paragraph = (text: string): Block => ({ text, html: () => <p style={SPACE}>{text}</p> })

export const small = (text: string): Block => ({
  text,
  html: () => (
    <p class="quiet" style={`${SPACE};font-size:14px;line-height:20px;color:#595959`}>
      {text}
    </p>
  ),
})

export const question = (text: string): Block => ({
  text,
  html: () => <h1 style="margin:24px 0 16px;font-size:24px;line-height:30px;font-weight:bold">{text}</h1>,
})

/** What a person wrote, as it was written. */
export const said = (text: string): Block => ({
  text: clean(text),
  html: () =>
    clean(text)
      .split(/\n{2,}/)
      .map((part) => (
        <p style={SPACE}>
          <Lines of={part.split('\n')} />
        </p>
      )),
})

export const signature = (person: string, brand: string): Block => ({
  text: `${person}\n${brand}`,
  html: () => (
    <p style={SPACE}>
      <strong>{person}</strong>
      <br />
      {brand}
    </p>
  ),
})

export const facts = (rows: [label: string, value: string][]): Block => ({
  text: rows.map(([label, value]) => `${label}: ${value}`).join('\n'),
  html: () => (
    <Table wide={false} style={`${SPACE};font-size:15px;line-height:22px`}>
      {rows.map(([label, value]) => (
        <tr>
          <td class="quiet" valign="top" style="padding:0 16px 4px 0;color:#595959">
            {label}
          </td>
          <td valign="top" style="padding:0 0 4px">
            {value}
          </td>
        </tr>
      ))}
    </Table>
  ),
})

/** Something promised, done or told, set apart; the title may be empty. */
export const box = (title: string, words: string, notes: string[]): Block => ({
  text: [title, clean(words), ...notes].filter(Boolean).join('\n'),
  html: ({ brand }) => (
    <Table style={SPACE}>
      <tr>
        <td class="box" style={`padding:12px 16px;background-color:#f4f4f4;border-left:4px solid ${brand}`}>
          <Lines
            of={[
              ...(title ? [<strong>{title}</strong>] : []),
              ...(words ? clean(words).split('\n') : []),
              ...notes.map((note) => (
                <span class="quiet" style="color:#595959">
                  {note}
                </span>
              )),
            ]}
          />
        </td>
      </tr>
    </Table>
  ),
})

/** A link in words, tall enough for a thumb. */
export const quietLink = (url: string, label: string): Block => ({
  text: `${label}:\n${url}`,
  html: () => (
    <p style="margin:0">
      <a
        class="link"
        href={url}
        style="display:inline-block;padding:12px 0;font-size:16px;line-height:22px;color:#1a1a1a;text-decoration:underline"
      >
        {label}
      </a>
    </p>
  ),
})
