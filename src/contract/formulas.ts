/*
 * A spreadsheet runs a cell that begins like a formula. Where it takes another character than the comma for the separator
 * (a German one takes the semicolon), a cell of ours is several of its cells.
 */

/** An apostrophe in front makes a formula text. A text that has apostrophes there gets one more, so that it can be taken off. */
export const guardFormulas = (text: string): string =>
  text.replace(/(?<=^|[;,\t\r\n])(?='*[=+\-@\t\r])/g, "'")

/** Takes off what `guardFormulas` put in front. */
export const unguardFormulas = (text: string): string =>
  text.replace(/(?<=^|[;,\t\r\n])'(?='*[=+\-@\t\r])/g, '')
