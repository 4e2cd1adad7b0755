import { remedyLabel } from '../../../cases/labels.ts'
import type { RecoveryFigures, RemedyFigures } from '../../../figures/recovery.ts'
import type { StaffWords } from '../../../locales/staff.ts'
import { staffMoney } from '../../../money.ts'
import { countOf } from '../figures.ts'
import { Way, type Ways } from './parts.tsx'

type Props = { figures: RecoveryFigures; words: StaffWords; ways: Ways }

/** Remedies by kind, goodwill and rights apart, each count with its cases behind it. */
export const Remedies = ({ figures: { remedies }, words, ways }: Props) => {
  const say = words.report
  if (remedies.length === 0) return null
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say.remedy}</th>
          <th scope="col">{say.promised}</th>
          <th scope="col">{say.done}</th>
          <th scope="col">{say.amount}</th>
        </tr>
      </thead>
      <tbody>
        {remedies.map((row) => {
          const { kind, right, currency, amount } = row
          return (
            <tr>
              <th scope="row">{`${remedyLabel({ kind }, words)}, ${right ? say.right : say.goodwill}`}</th>
              <Count row={row} by="promised" words={words} ways={ways} />
              <Count row={row} by="done" words={words} ways={ways} />
              <td>{amount !== null && currency ? staffMoney(amount, currency, words) : say.chart.none}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type CountProps = Omit<Props, 'figures'> & { row: RemedyFigures; by: 'promised' | 'done' }

/** Several remedies may be of one case: then the link says how many cases there are. */
const Count = ({ row, by, words, ways }: CountProps) => {
  const { kind, right, currency, cases } = row
  const count = countOf(row[by], words)
  if (row[by] === 0) return <td>{count}</td>
  const way = ways.cases({
    by,
    remedy: kind,
    ground: right ? 'right' : 'goodwill',
    ...(currency && { currency }),
  })
  return (
    <td>
      {cases[by] === row[by] ? (
        <Way to={way}>{count}</Way>
      ) : (
        <>
          {`${count} `}
          {cases[by] > 0 && <Way to={way}>{words.report.inCases(cases[by])}</Way>}
        </>
      )}
    </td>
  )
}
