declare const __APP_VERSION__: string

/** The console's version, put in by Vite from package.json. */
export const version = __APP_VERSION__
