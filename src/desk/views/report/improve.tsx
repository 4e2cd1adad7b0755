import type { PartProps } from './parts.tsx'

type ImproveProps = Pick<PartProps, 'report' | 'words' | 'viewer' | 'here'> & {
  subject: string
  /** What it is about, for people who hear the buttons one by one. */
  about: string
}

/** Opens the form of an improvement, filled in. A visit by link opens the report alone, so it has none, and neither have people who read figures alone. */
export const Improve = ({ report, words, viewer, here, subject, about }: ImproveProps) => {
  if (viewer.visits || report.wordless) return null
  const label = words.improvements.improve
  return (
    <form class="inline noprint" method="post" action="/desk/act">
      <input type="hidden" name="key" value={viewer.key} />
      <input type="hidden" name="subject" value={subject} />
      <input type="hidden" name="back" value={here} />
      <button type="submit" class="plain" name="verb" value="improve" aria-label={`${label}: ${about}`}>
        {label}
      </button>
    </form>
  )
}
