import classes from './BackLink.module.css'
import { TextLink } from './Links.tsx'

type Lists = '/jobs' | '/images' | '/recipients'

/** The way back to the list, above the heading of a page about one of its things. `label` names the way. */
export const BackLink = ({ to, label, word }: { to: Lists; label: string; word: string }) => (
  <nav aria-label={label} className={classes.back}>
    <TextLink to={to} size="sm">
      {word}
    </TextLink>
  </nav>
)
