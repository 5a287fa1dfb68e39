/*
 * Characters that nobody sees, or that turn the order of what stands beside them (Unicode, "Bidirectional Algorithm" and
 * "Default_Ignorable_Code_Point"): a name with one of them can look like another name.
 */
const ALWAYS =
  /(?:\u034F|[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E0FFF}])/u
/** These join or part letters of some scripts, and parts of emoji; beside ASCII, or at an end, they only hide. */
const JOINERS = /(?<=^|\p{ASCII})[\u200C\u200D]|[\u200C\u200D](?=$|\p{ASCII})/u
const HIDDEN = new RegExp(`${ALWAYS.source}|${JOINERS.source}`, 'u')
const MAY_BE_HIDDEN = new RegExp(`${ALWAYS.source}|[\u200C\u200D]`, 'u')

/** Whether a text has characters that nobody sees, or that turn the order of others. */
export const hasHidden = (text: string): boolean => HIDDEN.test(text)

/** A quick look at a long text: false when no text in it can have hidden characters. */
export const mayHaveHidden = (text: string): boolean => MAY_BE_HIDDEN.test(text)

/** A text with each hidden character by its name, as ‹U+202E›. */
export const showHidden = (text: string): string =>
  text.replace(new RegExp(HIDDEN, 'gu'), (character) => {
    const number = character.codePointAt(0) ?? 0
    return `‹U+${number.toString(16).toUpperCase().padStart(4, '0')}›`
  })
