/** Without a key or a pointer for so long, nobody is at the page: it only polls. */
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

/** Whether somebody is at the page: only then its calls keep the session alive. */
export const isPresent = () => Date.now() - seen < AWAY_MS
