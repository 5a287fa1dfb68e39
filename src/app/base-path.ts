/** The path below which the console is, without a slash at its end: the server writes it into the page. */
export const BASE_PATH = (globalThis.document?.querySelector('base')?.getAttribute('href') ?? '/').slice(
  0,
  -1,
)

/** The console's address for people and programs elsewhere. */
export const publicAddress = () => window.location.origin + BASE_PATH
