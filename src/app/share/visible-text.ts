/** Characters that show nothing, as ranges: soft hyphen, direction marks, zero width, byte order mark. */
export const INVISIBLE: readonly (readonly [from: number, to: number])[] = [
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfeff, 0xfeff],
]

const pattern = new RegExp(
  `[${INVISIBLE.map((range) =>
    String.fromCharCode(...range)
      .split('')
      .join('-'),
  ).join('')}]`,
  'g',
)

/** Text without the characters that show nothing. */
export const visible = (text: string) => text.replace(pattern, '')
