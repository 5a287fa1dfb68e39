import IconCloud from '@tabler/icons-react/icons/IconCloud'
import IconFlask from '@tabler/icons-react/icons/IconFlask'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { settingsQuery } from '../api/settings.ts'
import classes from './Header.module.css'
import { ThemeButton } from './ThemeButton.tsx'
import { Who } from './Who.tsx'

/** Name, navigation, and on which cloud and as whom everything here acts. */
export function Header() {
  const { data } = useQuery(settingsQuery)
  return (
    <header className={classes.header}>
      <Link to="/share" className={classes.name}>
        <img src="/favicon.svg" alt="" width={22} height={22} />
        Image Share Console
      </Link>
      <nav aria-label="Pages" className={classes.nav}>
        <Link to="/share">Share</Link>
        <Link to="/stop">Stop sharing</Link>
        <Link to="/jobs">Jobs</Link>
        <Link to="/recipients">Recipients</Link>
        <Link to="/received">Received</Link>
      </nav>
      <div className={classes.facts}>
        {data && (
          <>
            <span className={classes.cloud} data-tone={data.cloud.embedded ? 'warn' : 'busy'}>
              {data.cloud.embedded ? (
                <IconFlask size={14} aria-hidden />
              ) : (
                <IconCloud size={14} aria-hidden />
              )}
              {data.cloud.embedded ? 'Embedded demo cloud' : data.cloud.name}
            </span>
            <Who settings={data} />
          </>
        )}
      </div>
      <ThemeButton />
    </header>
  )
}
