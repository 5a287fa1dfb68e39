import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { settingsQuery } from '../api/settings.ts'
import { Mark } from '../ui/Mark.tsx'
import { FindButton } from './FindButton.tsx'
import classes from './Header.module.css'
import { ProjectSwitch } from './ProjectSwitch.tsx'
import { Who } from './Who.tsx'
import { words } from './words.ts'

/** The product's name, the project and its cloud, the signed-in user. */
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
      {data && (
        <>
          <ProjectSwitch settings={data} />
          <FindButton />
          <Who settings={data} />
        </>
      )}
    </header>
  )
}
