import IconSelector from '@tabler/icons-react/icons/IconSelector'
import type { Settings } from '#contract/settings'
import { Flyout } from '../ui/Flyout.tsx'
import { useModule } from '../ui/use-module.ts'
import classes from './Header.module.css'
import { words } from './words.ts'

const load = async () => (await import('../sign-in/ProjectChoice.tsx')).ProjectChoice

/** The project, in full, and the cloud that it is in; opens the list of the others. */
export function ProjectSwitch({ settings: { project, cloud } }: { settings: Settings }) {
  return (
    <Flyout
      isFixed
      label={words.changeProject}
      className={classes.project}
      buttonTitle={project.id}
      button={
        <>
          <b translate="no">{project.name}</b>
          <span className={classes.cloud} data-tone={cloud.embedded ? 'warn' : undefined}>
            {cloud.embedded ? words.demoCloud : <span translate="no">{cloud.name}</span>}
          </span>
          <IconSelector size={14} aria-hidden />
        </>
      }
    >
      {() => <Projects current={project.id} />}
    </Flyout>
  )
}

function Projects({ current }: { current: string }) {
  const ProjectChoice = useModule(load, true)
  return <div className={classes.projects}>{ProjectChoice && <ProjectChoice current={current} />}</div>
}
