/** A word for a POSIX shell: as it is where nothing in it is special, else in single quotes. */
export const shellQuote = (word: string): string =>
  /^[\w./:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
