/**
 * Without these marks and white space at its end. A loop, since `/[marks]+$/` tries every run of them within a text to
 * its end: quadratic.
 */
export const withoutEnd = (text: string, marks: string): string => {
  let end = text.length
  while (end > 0 && (marks.includes(text[end - 1]!) || /\s/.test(text[end - 1]!))) end--
  return text.slice(0, end)
}
