import type { Hono } from 'hono'
import type { Endpoints } from '#contract/endpoints'
import type { Env } from '../env.ts'
import { type ImageParts, imageHandlers } from './images.ts'
import { type JobParts, jobHandlers } from './jobs.ts'
import { type RecipientParts, recipientHandlers } from './recipients.ts'
import { type Handlers, register } from './route-table.ts'
import { type SettingsParts, settingsHandlers } from './settings.ts'

export type ConsoleParts = ImageParts & JobParts & RecipientParts & SettingsParts

/** The console's own calls: all of the contract but the specification's, what comes line by line, and signing in. */
type ConsoleCall = Exclude<
  keyof Endpoints,
  | 'shareImages'
  | 'unshareImages'
  | 'answerShares'
  | 'plan'
  | 'access'
  | 'accessRows'
  | 'signInInfo'
  | 'signIn'
  | 'sessionProjects'
  | 'chooseProject'
  | 'signOut'
>

/** Registers all of them; a call of the contract that has no handler does not compile. */
export function consoleRoutes(app: Hono<Env>, parts: ConsoleParts) {
  const handlers: Handlers<ConsoleCall> = {
    ...settingsHandlers(parts),
    ...imageHandlers(parts),
    ...recipientHandlers(parts),
    ...jobHandlers(parts),
  }
  register(app, handlers)
}
