import { type Block, Table } from './blocks.tsx'

type Choice = { url: string; label: string; spoken?: string }

/**
 * Outlook gives a link no padding, so there the cell has it. The grey edge keeps neighbours apart, and a pale brand off
 * the page, where gaps are lost.
 */
const Button = (props: { of: Choice; brand: string; on: string; size: string; width?: string }) => {
  const { of, brand, on, size, width } = props
  return (
    <td
      class="button"
      align="center"
      bgcolor={brand}
      width={width}
      style={`${width ? `width:${width};` : ''}background-color:${brand};border:1px solid #8a8a8a;border-radius:8px;mso-padding-alt:14px 8px`}
    >
      <a
        href={of.url}
        aria-label={of.spoken}
        style={`display:block;padding:14px 8px;${size};font-weight:bold;color:${on};text-decoration:none`}
      >
        {of.label}
      </a>
    </td>
  )
}
const NBSP = '\u00a0'

/**
 * Answers side by side, each at least 44 px high, with the words of the scale's ends below. Cells and gaps take 98 % in
 * all, so that they also fit where `table-layout` is not known and borders or padding come on top.
 */
export const scale = (choices: Choice[], worst: string, best: string): Block => ({
  text: choices.map(({ url, spoken, label }) => `${spoken ?? label}:\n${url}`).join('\n\n'),
  html: (colours) => (
    <>
      <Table style="table-layout:fixed;border-collapse:separate">
        <tr>
          {choices.map((choice, at) => (
            <>
              {at > 0 && (
                <td width="2%" style="width:2%;padding:0;font-size:1px;line-height:1px">
                  {NBSP}
                </td>
              )}
              <Button of={choice} {...colours} size="font-size:20px;line-height:24px" width="18%" />
            </>
          ))}
        </tr>
      </Table>
      {'\n'}
      <Table style="margin:8px 0 20px;font-size:14px;line-height:20px">
        <tr>
          <td align="left">{worst}</td>
          <td align="right">{best}</td>
        </tr>
      </Table>
    </>
  ),
})

/** Answers in words, one below the other. */
export const buttons = (choices: Choice[]): Block => ({
  text: choices.map(({ url, label }) => `${label}:\n${url}`).join('\n\n'),
  html: (colours) => (
    <Table style="margin:0 0 12px">
      {choices.map((choice, at) => (
        <>
          {at > 0 && (
            <tr>
              <td height="8" style="height:8px;font-size:0;line-height:8px">
                {NBSP}
              </td>
            </tr>
          )}
          <tr>
            <Button of={choice} {...colours} size="font-size:17px;line-height:22px" />
          </tr>
        </>
      ))}
    </Table>
  ),
})
