/**
 * Spreadsheets take a cell that begins like a formula for one, and run it. An apostrophe in front makes it text. A text
 * that already has apostrophes there gets one more, so that taking one off always gives back the text.
 */
export const guardFormula = (text: string) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Takes off the apostrophe that `guardFormula` put in front. */
export const unguardFormula = (text: string) => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
