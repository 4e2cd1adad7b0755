import { type Chart, chartRows } from '../../integrations/charts.ts'
import type { Card, CardPart } from '../../integrations/chat.ts'
import { type Block, box, facts, paragraph, question, quietLink, Table } from './blocks.tsx'

/** A card as the body of a mail: what its buttons do is done where its links lead. */
export const cardBlocks = ({ title, parts }: Pick<Card, 'title' | 'parts'>): Block[] => [
  question(title),
  ...parts.flatMap(partBlock),
]

const partBlock = (part: CardPart): Block[] => {
  switch (part.kind) {
    case 'text':
      return part.text.split('\n').map((line) => paragraph(line))
    case 'note':
      return [paragraph(part.text)]
    case 'mention':
      return [paragraph(`${part.name} ${part.text}`)]
    case 'quote':
      return [box(part.label ?? '', part.text, [])]
    case 'facts':
      return [facts(part.facts.map(({ label, value }) => [label, value]))]
    case 'item':
      return [item(part)]
    case 'link':
      return [quietLink(part.url, part.label)]
    case 'chart':
      return [bars(part)]
    case 'rule':
    case 'buttons':
      return []
  }
}

const item = ({ label, url, text, quote }: Extract<CardPart, { kind: 'item' }>): Block => ({
  text: [`${label}${text && `: ${text}`}`, quote, url].filter(Boolean).join('\n'),
  html: () => (
    <p style="margin:0 0 12px">
      {url ? (
        <a class="link" href={url} style="color:#1a1a1a;font-weight:bold">
          {label}
        </a>
      ) : (
        <strong>{label}</strong>
      )}
      {text && `: ${text}`}
      {quote && (
        <>
          <br />
          <span class="quiet" style="color:#595959">
            {quote}
          </span>
        </>
      )}
    </p>
  ),
})

/** The line that counts: of three the middle one, whose neighbours are its interval, else the first. */
const mainOf = (chart: Chart): number => (chart.series.length === 3 ? 1 : 0)
const WIDEST = 160

/** A table of bars, a row a day: it needs no picture. */
const bars = (chart: Chart): Block => {
  const main = mainOf(chart)
  const rows = chartRows(chart)
  const most = chart.unit === 'percent' ? 100 : Math.max(1, ...rows.map(({ values }) => values[main] ?? 0))
  const said = (values: (number | null)[]) =>
    values
      .map((value) =>
        value === null ? '–' : chart.unit === 'percent' ? `${Math.round(value)} %` : String(value),
      )
      .join(' / ')
  const names = chart.series.map(({ name }) => name).join(' / ')
  return {
    text: [`${chart.title} (${names})`, ...rows.map(({ label, values }) => `${label}: ${said(values)}`)].join(
      '\n',
    ),
    html: ({ brand }) => (
      <>
        <p style="margin:0 0 4px">
          <strong>{chart.title}</strong>
          <br />
          <span class="quiet" style="font-size:14px;color:#595959">
            {names}
          </span>
        </p>
        <Table wide={false} style="margin:0 0 16px;font-size:14px;line-height:18px">
          {rows.map(({ label, values }) => {
            const width = Math.round(((values[main] ?? 0) / most) * WIDEST)
            return (
              <tr>
                <td class="quiet" style="padding:0 12px 2px 0;color:#595959;white-space:nowrap">
                  {label}
                </td>
                <td style={`padding:0 8px 2px 0;width:${WIDEST}px`}>
                  {width > 0 && (
                    <div
                      style={`width:${width}px;height:12px;background-color:${brand};font-size:1px;line-height:12px`}
                    >
                      {'\u00a0'}
                    </div>
                  )}
                </td>
                <td style="padding:0 0 2px;white-space:nowrap">{said(values)}</td>
              </tr>
            )
          })}
        </Table>
      </>
    ),
  }
}
