import { VisuallyHidden } from '@mantine/core'
import IconAddressBook from '@tabler/icons-react/icons/IconAddressBook'
import IconDisc from '@tabler/icons-react/icons/IconDisc'
import IconGridDots from '@tabler/icons-react/icons/IconGridDots'
import IconHistory from '@tabler/icons-react/icons/IconHistory'
import IconInbox from '@tabler/icons-react/icons/IconInbox'
import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import IconTableShare from '@tabler/icons-react/icons/IconTableShare'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { pendingQuery } from '../api/received.ts'
import { otherSessionQuery, signedOutQuery } from '../api/signed-out.ts'
import { count } from '../format.ts'
import classes from './Nav.module.css'
import { words } from './words.ts'

/** The pages, by what they are for. There is room for more groups between acting and the record. */
const GROUPS = [
  {
    title: null,
    pages: [
      { to: '/share', word: words.share, icon: IconTableShare },
      { to: '/stop', word: words.stop, icon: IconOctagonMinus, tone: 'stop' },
    ],
  },
  {
    title: words.known,
    pages: [
      { to: '/access', word: words.access, icon: IconGridDots },
      { to: '/images', word: words.images, icon: IconDisc },
      { to: '/recipients', word: words.recipients, icon: IconAddressBook },
    ],
  },
  {
    title: words.record,
    pages: [
      { to: '/jobs', word: words.jobs, icon: IconHistory },
      { to: '/received', word: words.received, icon: IconInbox },
    ],
  },
] as const

/** The navigation: a column at the left, a row under the header on a phone. */
export function Nav() {
  return (
    <nav aria-label={words.pages} className={classes.nav}>
      {GROUPS.map(({ title, pages }) => (
        <div key={title} className={classes.group}>
          {title && <p className={classes.title}>{title}</p>}
          {pages.map(({ to, word, icon: Icon, ...page }) => (
            <Link
              key={to}
              to={to}
              className={classes.page}
              data-tone={'tone' in page ? page.tone : undefined}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              {word}
              {to === '/received' && <Pending />}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  )
}

/** How many received images wait for an answer, as a part of the link's name. */
function Pending() {
  const { data: signedOut } = useQuery(signedOutQuery)
  const { data: other } = useQuery(otherSessionQuery)
  const { data = 0 } = useQuery({ ...pendingQuery, enabled: !signedOut && !other })
  if (data === 0) return null
  return (
    <span className={classes.pending} title={words.waitForAnswer(data)}>
      {count(data)}
      <VisuallyHidden> {words.notAnswered}</VisuallyHidden>
    </span>
  )
}
