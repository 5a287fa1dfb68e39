import IconSearch from '@tabler/icons-react/icons/IconSearch'
import classes from './Header.module.css'
import { findShown } from './shown.ts'
import { words } from './words.ts'

/** Opens Find, and tells its key. */
export const FindButton = () => (
  <button
    type="button"
    className={classes.find}
    aria-keyshortcuts="Control+K"
    onClick={() => findShown.show(true)}
  >
    <IconSearch size={16} stroke={1.75} aria-hidden />
    <span>{words.find}</span>
    <kbd aria-hidden>Ctrl K</kbd>
  </button>
)
