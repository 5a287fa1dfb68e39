/** The database that has the tables of a store and nothing else. */
export const TEMPLATE = 'store_template'

/** URL of one database of the tests' PostgreSQL. */
export const databaseUrl = (server: string, name: string) => server.replace('/postgres?', `/${name}?`)
