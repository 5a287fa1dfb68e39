/** The gateway's own entry, from its sources: what the build puts in is put in here. */
Object.assign(globalThis, { __APP_VERSION__: 'test' })
await import('#gateway/main')

export {}
