import IconCloud from '@tabler/icons-react/icons/IconCloud'
import IconFlask from '@tabler/icons-react/icons/IconFlask'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { settingsQuery } from '../api/settings.ts'
import { BASE_PATH } from '../base-path.ts'
import classes from './Header.module.css'
import { ThemeButton } from './ThemeButton.tsx'
import { Who } from './Who.tsx'
import { words } from './words.ts'

/** The product's name, the navigation, the cloud, and the signed-in user with the project. */
export function Header() {
  const { data } = useQuery(settingsQuery)
  return (
    <header className={classes.header}>
      <Link to="/share" className={classes.name}>
        <img src={`${BASE_PATH}/favicon.svg`} alt="" width={22} height={22} />
        {words.product}
      </Link>
      <nav aria-label={words.pages} className={classes.nav}>
        <Link to="/share">{words.share}</Link>
        <Link to="/stop">{words.stop}</Link>
        <Link to="/jobs">{words.jobs}</Link>
        <Link to="/recipients">{words.recipients}</Link>
        <Link to="/received">{words.received}</Link>
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
              {data.cloud.embedded ? words.demoCloud : <span translate="no">{data.cloud.name}</span>}
            </span>
            <Who settings={data} />
          </>
        )}
      </div>
      <ThemeButton />
    </header>
  )
}
