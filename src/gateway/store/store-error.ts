import { StoreFailure } from './store-failure.ts'

/** Why the store cannot be opened, in one sentence for the operator. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** Says what an error of SQLite or Node means for somebody who starts the console. */
export function storeError(error: unknown, path: string): StoreError {
  const { code, message } = saidBy(error)
  return new StoreError(sentence(code, message, path), { cause: error })
}

/** The same for a PostgreSQL; `where` names it without its password. */
export function postgresError(error: unknown, where: string): StoreError {
  const { code, message } = saidBy(error)
  return new StoreError(postgresSentence(code, message, where), { cause: error })
}

/** What the database itself said. */
function saidBy(error: unknown): { code: string; message: string } {
  const { code = '', message } = (error instanceof StoreFailure ? error.cause : error) as {
    code?: string
    message: string
  }
  return { code, message }
}

function postgresSentence(code: string, message: string, where: string): string {
  if (
    oneOf(code, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOENT', '57P03') ||
    message.includes('timeout')
  )
    return `The job history ${where} cannot be reached (${code || message}). Check DATABASE_URL, and that PostgreSQL runs there.`
  if (oneOf(code, '28')) return `The job history ${where} refuses this user or password. Check DATABASE_URL.`
  if (code === '3D000') return `There is no database ${where}. Create it, or correct DATABASE_URL.`
  if (code === '42501')
    return `The user of the job history ${where} may not make tables there. Let it own the database.`
  if (message.includes(NEWER))
    return `The job history ${where} was written by a newer version of the console. Start that version, or choose another database.`
  return `The job history ${where} cannot be opened: ${message}`
}

/** How Kysely says that a store has migrations that we do not know. */
const NEWER = 'corrupted migrations'

function sentence(code: string, message: string, path: string): string {
  if (oneOf(code, 'SQLITE_NOTADB', 'SQLITE_CORRUPT') || message.includes('is damaged'))
    return `The job history ${path} is damaged or is not a database. It was left as it is: move it away or restore a backup, then start again.`
  if (oneOf(code, 'SQLITE_BUSY', 'SQLITE_LOCKED'))
    return `The job history ${path} is in use by another process. Stop that process, or choose another data folder.`
  if (oneOf(code, 'SQLITE_FULL', 'ENOSPC'))
    return `The job history ${path} cannot be written because the disk is full. Free some space, then start again.`
  if (isUnwritable({ code, message }))
    return `The job history ${path} cannot be opened for writing. Set DATA_DIR to a folder that this user may write to, or DATABASE_URL to a PostgreSQL.`
  if (message.includes(NEWER))
    return `The job history ${path} was written by a newer version of the console. Start that version, or choose another data folder.`
  return `The job history ${path} cannot be opened: ${message}`
}

const UNWRITABLE = [
  ...['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_IOERR'],
  ...['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOENT'],
]

/** Whether an error of SQLite or Node says that a file, or the folder for it, cannot be made or written. */
export function isUnwritable(error: unknown): boolean {
  const { code, message } = saidBy(error)
  return oneOf(code, ...UNWRITABLE) || message.includes('Unable to open')
}

const oneOf = (code: string, ...codes: string[]) => codes.some((prefix) => code.startsWith(prefix))
