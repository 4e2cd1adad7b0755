/** One list at a time, so that the other sixty stay out of the bundle. */
declare module 'stopword/src/stopwords_eng.js' {
  export const eng: string[]
}
declare module 'stopword/src/stopwords_nob.js' {
  export const nob: string[]
}
declare module 'stopword/src/stopwords_swe.js' {
  export const swe: string[]
}
declare module 'wink-porter2-stemmer' {
  export default function stem(word: string): string
}
