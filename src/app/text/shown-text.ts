import { visible } from './clean-text.ts'

/** Control characters except white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g

/** Foreign text made fit to be shown: at most `most` characters, controls as �, nothing invisible. */
export function shownText(text: string, most: number): string {
  const shown = visible(text.slice(0, most)).replace(CONTROL, '\ufffd')
  return text.length > most ? `${shown}… (${text.length} characters)` : shown
}
