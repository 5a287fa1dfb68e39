import { createHash } from 'node:crypto'
import type { Call } from './call.ts'
import {
  type CallFault,
  IMAGE_FAULTS,
  isRecipientFault,
  RECIPIENT_FAULTS,
  type RecipientFault,
  THROTTLED_CALLS,
} from './faults.ts'
import { gatewayRefusal, imsRefusal, WireRefusal } from './wire-refusal.ts'

/** Refuses a member call whose recipients include the name of such a fault. */
export function provokeFault(call: Call, action: string, images: string[], projects: string[]): void {
  for (const name of projects.filter(isRecipientFault)) {
    if (name === 'fault-hang') throw new WireRefusal('never')
    const { refuses }: RecipientFault = RECIPIENT_FAULTS[name]
    if (!refuses) continue
    if (name === 'fault-throttle' && !isThrottled(call, action, images)) continue
    throw refusalOf(call, refuses)
  }
}

/** Refuses to show an image whose ID is the name of a fault. */
export function provokeImageFault(call: Call, id: string): void {
  const fault = IMAGE_FAULTS[id.toLowerCase()]
  if (fault) throw refusalOf(call, fault)
}

function refusalOf(call: Call, { status, code, message, retryAfter }: CallFault): WireRefusal {
  if (code.startsWith('IMG.')) return imsRefusal(code, message, status)
  const headers: Record<string, string> = retryAfter ? { 'retry-after': String(retryAfter) } : {}
  return gatewayRefusal(call, status, code, message, headers)
}

/** Counts the calls with the same images, over restarts too. */
function isThrottled({ world: { store } }: Call, action: string, images: string[]): boolean {
  const key = createHash('sha256')
    .update(`${action} ${[...images].sort()}`)
    .digest('hex')
  store.run('insert into throttled values (?, 1) on conflict do update set times = times + 1', key)
  const times = store.one<{ times: number }>('select times from throttled where call = ?', key)?.times ?? 0
  return times <= THROTTLED_CALLS
}
