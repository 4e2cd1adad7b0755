type Confirmed = { clicked: number; spoken: number; withoutReceipt: number }

/** "2 clicked, 1 spoken (1 without receipt)", in one language's words; empty where a digest of before did not tell. */
export const confirmedHow = (
  confirmed: Confirmed | undefined,
  say: { clicked: string; spoken: string; withoutReceipt: string },
): string => {
  if (!confirmed) return ''
  const { clicked, spoken, withoutReceipt } = confirmed
  const without = withoutReceipt > 0 ? ` (${withoutReceipt} ${say.withoutReceipt})` : ''
  return [clicked > 0 && `${clicked} ${say.clicked}`, spoken > 0 && `${spoken} ${say.spoken}${without}`]
    .filter(Boolean)
    .join(', ')
}
