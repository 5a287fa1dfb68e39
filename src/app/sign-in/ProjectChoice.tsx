import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionProjectsQuery, useSession } from '../api/session.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'
import { words } from './words.ts'

/** Chooses the project to work in: the one that owns the images. `current`: its ID, where there is one. */
export function ProjectChoice({ current }: { current?: string }) {
  const { data: projects, error } = useQuery(sessionProjectsQuery)
  const { choose } = useSession()
  const [chosen, setChosen] = useState(current ?? '')
  const problem = choose.error ?? error
  const other = chosen !== '' && chosen !== current
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (other && !choose.isPending) choose.mutate(chosen)
      }}
    >
      <NativeSelect
        label={words.project}
        description={words.projectHint}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          ...(current === undefined ? [{ value: '', label: projects ? words.choose : words.loading }] : []),
          ...(projects ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {projects?.length === 0 && <Problem tone="warn">{words.noProject}</Problem>}
      {problem && <Problem>{problem.message}</Problem>}
      <ActionButton type="submit" loading={choose.isPending} blocked={other ? null : words.chooseFirst}>
        {words.workHere}
      </ActionButton>
    </form>
  )
}
