import type { Parts } from './parts.ts'

/** What staff saw elsewhere and brought in. By the event's kind. */
export const staff: Record<string, Parts> = {
  opened: (_found, { by, data }) =>
    data?.by === 'staff'
      ? [
          {
            kind: 'text',
            text: `${by ?? 'Somebody'} opened this case from a complaint seen elsewhere (${data.channel}).`,
          },
        ]
      : [],
  'heard elsewhere': (_found, { by, text, data }) => [
    { kind: 'text', text: `${by ?? 'Somebody'} saw more of this elsewhere (${data?.channel}):` },
    ...(text ? [{ kind: 'quote' as const, text }] : []),
  ],
}
