/** The brand's colour, if it is one, and black or white, whichever reads better on it. */
export const colours = (colour: string): { brand: string; on: string } => {
  const brand = /^#[\da-f]{6}$/i.test(colour)
    ? colour
    : /^#[\da-f]{3}$/i.test(colour)
      ? colour.replace(/[\da-f]/gi, '$&$&')
      : '#1f4e79'
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(brand.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  // Relative luminance of WCAG 2; at 0.179 both contrasts are the same.
  return { brand, on: 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff' }
}
