/** A colour of the picture: `--px-…` of the theme, or the sheet behind it. */
export type Colour =
  | 'ink'
  | 'soft'
  | 'quiet'
  | 'line'
  | 'grey'
  | 'dots'
  | 'dot'
  | 'ring'
  | 'red'
  | 'stop'
  | 'sheet'

/** What is drawn of a cell, from back to front. */
export type Layer = {
  shape:
    | 'full'
    | 'lower half'
    | 'hatch'
    | 'stipple'
    | 'outline'
    | 'dashed'
    | 'ring'
    | 'plus'
    | 'minus'
    | 'cross'
    | 'dot'
  colour: Colour
}

const layer = (shape: Layer['shape'], colour: Colour): Layer => ({ shape, colour })

/**
 * How a pair looks. The texture says how sure we are of it, and is the same in plan, progress, job and legend: hatched is
 * under way, half is claimed, full was read back. What takes away has a minus, and ends empty.
 */
export const TEXTURES = {
  /** Will be shared. */
  planned: [layer('full', 'soft'), layer('plus', 'ink')],
  /** Will be shared, and something about it could not be checked. */
  unchecked: [layer('full', 'soft'), layer('plus', 'ink'), layer('ring', 'ring')],
  /** Was a member before. */
  accepted: [layer('full', 'quiet')],
  pending: [layer('hatch', 'line'), layer('outline', 'line')],
  rejected: [layer('outline', 'line')],
  impossible: [layer('cross', 'dots')],
  /** Never to be taken for "none". */
  unread: [layer('full', 'grey'), layer('stipple', 'dots')],
  /** Left as it is, on purpose. */
  left: [layer('outline', 'dots'), layer('dot', 'dots')],
  /** Left as it is until the operator decides. */
  open: [layer('ring', 'ring'), layer('dot', 'ring')],
  absent: [layer('dot', 'dot')],

  /** Of what is shared now: read back, and accepted, not answered yet, rejected. */
  holds: [layer('full', 'ink')],
  holdsPending: [layer('hatch', 'ink'), layer('outline', 'ink')],
  holdsRejected: [layer('outline', 'ink')],

  waiting: [layer('full', 'soft')],
  sent: [layer('full', 'soft'), layer('hatch', 'ink')],
  claimed: [layer('full', 'soft'), layer('lower half', 'ink')],
  confirmed: [layer('full', 'ink')],
  failed: [layer('full', 'red'), layer('cross', 'sheet')],
  unconfirmed: [layer('outline', 'red'), layer('lower half', 'red')],
  unsent: [layer('dashed', 'dots')],
  /** Was as wanted, and is not any more. */
  missing: [layer('ring', 'ring')],
  undone: [layer('dashed', 'dots'), layer('minus', 'dots')],

  /** Will be taken away. */
  removing: [layer('full', 'stop'), layer('minus', 'sheet')],
  removingPending: [layer('hatch', 'stop'), layer('outline', 'stop'), layer('minus', 'stop')],
  removingRejected: [layer('outline', 'stop'), layer('minus', 'stop')],
  removalWaiting: [layer('outline', 'stop'), layer('minus', 'stop')],
  removalSent: [layer('hatch', 'stop'), layer('outline', 'stop')],
  removalClaimed: [layer('outline', 'stop'), layer('lower half', 'stop')],
  removed: [layer('dashed', 'stop'), layer('minus', 'stop')],
} as const satisfies Record<string, readonly Layer[]>

export type Texture = keyof typeof TEXTURES
