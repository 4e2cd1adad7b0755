import type { PageWords } from '../../locales/index.ts'
import type { BrandLook } from '../../responses/view.ts'
import { layout, type Page, ReachUs } from './layout.tsx'

export type Message =
  | 'home'
  | 'unknown'
  | 'expired'
  | 'tooLarge'
  | 'tooSlow'
  | 'malformed'
  | 'method'
  | 'busy'
  | 'failed'

const statuses: Record<Message, Page['status']> = {
  home: 200,
  unknown: 404,
  expired: 410,
  tooLarge: 413,
  tooSlow: 408,
  malformed: 400,
  method: 405,
  busy: 409,
  failed: 500,
}

/** Says in a friendly way why there is nothing to answer here. */
export function messagePage(words: PageWords, message: Message, brand: BrandLook | null = null): Page {
  const { errors } = words
  const title = errors[message]
  const again = (['tooLarge', 'tooSlow', 'malformed', 'busy', 'failed'] as Message[]).includes(message)
  return layout(
    words,
    brand,
    { title, status: statuses[message] },
    <>
      <h1>{title}</h1>
      <section>
        <p>{errors[`${message}Text`]}</p>
        {brand && <ReachUs brand={brand} words={words} />}
        {again && (
          <a class="z" href="?">
            {errors.back}
          </a>
        )}
      </section>
    </>,
  )
}
