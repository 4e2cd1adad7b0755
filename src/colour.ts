type Rgb = [number, number, number]

export const paper = { light: '#faf7f2', dark: '#1f1d1a' }

/** A brand's colour as it can be read: `on` is text upon it, `light` and `dark` are it upon our paper (4.5:1). */
export function readable(colour: string) {
  const brand = parse(colour) ?? parse('#24615a')!
  return {
    brand: hex(brand),
    on: contrast(brand, [255, 255, 255]) >= 4.5 ? '#fff' : '#000',
    light: hex(shade(brand, [0, 0, 0], parse(paper.light)!)),
    dark: hex(shade(brand, [255, 255, 255], parse(paper.dark)!)),
  }
}

/** A brand's colour in a mail, and black or white on it, whichever reads better: at 0.179 both contrasts are the same. */
export function mailColours(colour: string): { brand: string; on: string } {
  const brand = parse(colour) ?? parse('#1f4e79')!
  return { brand: hex(brand), on: luminance(brand) > 0.179 ? '#000000' : '#ffffff' }
}

/** Contrast ratio of WCAG 2.2. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

export function parse(colour: string): Rgb | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour)
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)
  const parts = short?.slice(1).map((part) => part + part) ?? long?.slice(1)
  return parts ? (parts.map((part) => Number.parseInt(part, 16)) as Rgb) : null
}

function shade(colour: Rgb, towards: Rgb, upon: Rgb): Rgb {
  for (let part = 0; part < 1; part += 0.02) {
    const mixed = colour.map((one, at) => Math.round(one + (towards[at]! - one) * part)) as Rgb
    if (contrast(mixed, upon) >= 4.6) return mixed
  }
  return towards
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function hex(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
