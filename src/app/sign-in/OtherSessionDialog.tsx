import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { reloadWithoutInput } from '../api/kept-input.ts'
import { signedInNowQuery } from '../api/session.ts'
import { settingsQuery } from '../api/settings.ts'
import { signedOutQuery } from '../api/signed-out.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'
import { words } from './words.ts'

/** Covers a page that was loaded for one user while another one is signed in. The page stays as it is. */
export function OtherSessionDialog() {
  const client = useQueryClient()
  const now = useQuery(signedInNowQuery)
  const was = client.getQueryData(settingsQuery.queryKey)
  const samePerson = was !== undefined && now.data?.user.id === was.user.id
  return (
    <ModalDialog title={samePerson ? words.otherProject : words.otherUser} onClose={() => {}}>
      <p className={classes.hint}>
        {was && `${words.pageOf(namesOf(was))} `}
        {now.data && `${words.since(namesOf(now.data))} `}
        {words.nothingSent}
      </p>
      {now.error && <Problem>{words.whoUnreadable(now.error.message)}</Problem>}
      <div>
        <Button variant="default" onClick={() => client.setQueryData(signedOutQuery.queryKey, true)}>
          {was ? words.signInAsAgain(was.user.name) : words.title}
        </Button>
        <Button onClick={reloadWithoutInput}>{reloadText(now.data, samePerson)}</Button>
      </div>
    </ModalDialog>
  )
}

type Session = { user: { name: string }; project: { name: string } }

const namesOf = ({ user, project }: Session) => ({ user: user.name, project: project.name })

function reloadText(now: Session | undefined, samePerson: boolean) {
  if (!now) return words.reload
  return samePerson ? words.reloadIn(namesOf(now)) : words.reloadAs(now.user.name)
}
