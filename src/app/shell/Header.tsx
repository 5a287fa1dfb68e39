import IconCloud from '@tabler/icons-react/icons/IconCloud'
import IconFlask from '@tabler/icons-react/icons/IconFlask'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { settingsQuery } from '../api/settings.ts'
import classes from './Header.module.css'
import { Mark } from './Mark.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import { Who } from './Who.tsx'
import { words } from './words.ts'

/** The product's name, the cloud, and the signed-in user with the project. */
export function Header() {
  const { data } = useQuery(settingsQuery)
  return (
    <header className={classes.header}>
      <Link to="/share" className={classes.name}>
        <span className={classes.mark}>
          <Mark size={20} />
        </span>
        <span className={classes.product}>{words.product}</span>
      </Link>
      <div className={classes.facts}>
        {data && (
          <>
            <Who settings={data} />
            <span className={classes.cloud} data-tone={data.cloud.embedded ? 'warn' : undefined}>
              {data.cloud.embedded ? (
                <IconFlask size={14} aria-hidden />
              ) : (
                <IconCloud size={14} aria-hidden />
              )}
              {data.cloud.embedded ? words.demoCloud : <span translate="no">{data.cloud.name}</span>}
            </span>
          </>
        )}
      </div>
      <ThemeButton />
    </header>
  )
}
