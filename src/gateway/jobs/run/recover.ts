import type { Code } from '#contract/codes'
import { NEEDS_SIGN_IN } from '#contract/job'
import { CloudFailure, type Identity } from '../../cloud/driver.ts'
import type { Run } from './run-state.ts'
import { delayAfter } from './transient-failure.ts'

/** Ends the run of a job that waits for a sign-in. */
export class NobodySignedIn extends Error {
  override readonly name = 'NobodySignedIn'
}

/**
 * Somebody who may act for the job; null after a wait, as much may have changed meanwhile. Throws
 * `NobodySignedIn`.
 */
export async function identify(run: Run): Promise<Identity | null> {
  try {
    const who = (await run.credentials.forJob(run.job.id)) ?? (await waitForSignIn(run))
    // Taken over while it ran: what is left is an attempt of its own.
    if (who.user.id !== run.actor.id) run.isWaiting = true
    run.actor = who.user
    return who
  } catch (error) {
    if (!(error instanceof CloudFailure)) throw error
    await recover(run, error, null)
    return null
  }
}

/** Waits after a failure for as long as its kind asks for; a refused token is replaced without a wait. */
export async function recover(run: Run, failure: CloudFailure, who: Identity | null): Promise<void> {
  run.onTransientFailure(failure)
  if (failure.status === 401 && who) {
    run.refusalsInARow += 1
    await run.credentials.refuse(run.job.id, who, run.refusalsInARow > 1)
    // Twice in a row: the cloud may say that the token is valid, but takes no call with it.
    if (run.refusalsInARow > 1) await waitForSignIn(run)
    return
  }
  run.failuresInARow += 1
  await tellWaiting(run, { code: failure.code, message: failure.message })
  await run.clock.sleep(delayAfter(failure, run.failuresInARow), run.until)
}

/** Leaves the job until its user has signed in, or somebody else has taken it over. */
async function waitForSignIn(run: Run): Promise<never> {
  run.stop.signal.throwIfAborted()
  run.onNobody()
  const { name, id } = run.actor
  await tellWaiting(run, {
    code: NEEDS_SIGN_IN,
    message: `Waits for ${name || id} to sign in to the project. Then it goes on by itself.`,
  })
  throw new NobodySignedIn()
}

async function tellWaiting(run: Run, problem: { code: Code; message: string }): Promise<void> {
  run.isWaiting = true
  await run.runs.wait(run.job.seq, problem)
}
