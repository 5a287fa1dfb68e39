/**
 * After this time without a key press or a pointer event, nobody is taken to be at the page: it only polls.
 */
const AWAY_MS = 60_000

let seen = Date.now()
for (const event of ['pointerdown', 'keydown', 'wheel'])
  globalThis.addEventListener?.(
    event,
    () => {
      seen = Date.now()
    },
    { capture: true, passive: true },
  )

/** Whether somebody is at the page. Only then do its calls keep the session alive. */
export const isPresent = () => Date.now() - seen < AWAY_MS
