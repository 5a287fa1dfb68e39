import { Button } from '@mantine/core'
import type { SignInInfo } from '#contract/session'
import { useSession } from '../api/session.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'
import { words } from './words.ts'

/** The users of the embedded cloud, each a press away: their passwords are their names. */
export function DemoUsers({ info }: { info: SignInInfo }) {
  const { signIn } = useSession()
  const { domain } = info.prefill
  return (
    <section className={classes.demo} aria-label={words.demoUsers}>
      <h2>{words.demoUsers}</h2>
      <div>
        {info.demoUsers.map(({ user, project }) => (
          <Button
            key={user}
            variant="default"
            size="xs"
            loading={
              signIn.isPending && signIn.variables.method === 'password' && signIn.variables.user === user
            }
            onClick={() =>
              signIn.mutate({ method: 'password', user, domain, password: user, passcode: '', project })
            }
          >
            <b translate="no">{user}</b>
            {words.demoUser[user] && <span className={classes.may}>{words.demoUser[user]}</span>}
          </Button>
        ))}
      </div>
      {signIn.error && <Problem>{signIn.error.message}</Problem>}
    </section>
  )
}
