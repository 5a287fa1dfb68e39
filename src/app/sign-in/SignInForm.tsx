import '@mantine/core/styles/PasswordInput.layer.css'
import { zodResolver } from '@hookform/resolvers/zod'
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { type FieldPath, useForm, useWatch } from 'react-hook-form'
import type { SignInInfo } from '#contract/session'
import { useSession } from '../api/session.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'
import { emptySignIn, firstEmptyField, type SignInValues, signInValues, toSignIn } from './sign-in-values.ts'
import { words } from './words.ts'

/** What is most often wrong when the cloud refuses. */
const SECRET_FIELD = { password: 'password', application_credential: 'secret', token: 'token' } as const

/**
 * Asks for the credentials. `onProject` is called after a sign-in that still needs the choice of a project.
 */
export function SignInForm({ info, onProject }: { info: SignInInfo; onProject: () => void }) {
  const { signIn } = useSession()
  const { register, control, handleSubmit, setError, setFocus, formState } = useForm<SignInValues>({
    defaultValues: emptySignIn(info),
    resolver: zodResolver(signInValues),
  })
  const [method, domain, project] = useWatch({ control, name: ['method', 'domain', 'project'] })
  // What is rarely needed is folded, and its heading tells what the settings have filled in.
  const [isUnfolded, setUnfolded] = useState(method !== 'password')
  useEffect(() => setFocus(firstEmptyField(emptySignIn(info))), [info, setFocus])

  const submit = handleSubmit(async (values) => {
    try {
      const next = await signIn.mutateAsync(toSignIn(values))
      if (next === 'project') onProject()
      if (next === 'passcode') {
        flushSync(() => setUnfolded(true))
        setError('passcode', { message: words.secondFactor }, { shouldFocus: true })
      }
    } catch (error) {
      setError('root', { message: error instanceof Error ? error.message : String(error) })
      setFocus(SECRET_FIELD[values.method])
    }
  })
  const field = (name: FieldPath<SignInValues>, label: string) => ({
    ...register(name),
    label,
    spellCheck: false,
    autoCapitalize: 'none',
    error: formState.errors[name as keyof SignInValues]?.message,
  })

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!signIn.isPending) void submit()
      }}
    >
      {method === 'password' && (
        <>
          <TextInput {...field('user', words.user)} autoComplete="username" />
          <PasswordInput {...field('password', words.password)} autoComplete="current-password" />
        </>
      )}
      {method === 'application_credential' && (
        <>
          <TextInput
            {...field('id', words.credential)}
            description={words.credentialHint}
            autoComplete="off"
          />
          <PasswordInput {...field('secret', words.secret)} autoComplete="off" />
        </>
      )}
      {method === 'token' && <PasswordInput {...field('token', words.token)} autoComplete="off" />}
      <details
        className={classes.more}
        open={isUnfolded}
        onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}
      >
        <summary>
          {words.more}
          {method === 'password' && <Filled domain={domain} project={project} />}
        </summary>
        <NativeSelect
          {...register('method')}
          label={words.method}
          data={Object.entries(words.methods).map(([value, label]) => ({ value, label }))}
        />
        {method === 'application_credential' && (
          <TextInput
            {...field('user', words.user)}
            description={words.credentialUserHint}
            autoComplete="username"
          />
        )}
        {method !== 'token' && (
          <TextInput
            {...field('domain', words.domain)}
            description={words.domainHint}
            autoComplete="organization"
          />
        )}
        {method === 'password' && (
          <>
            <TextInput
              {...field('project', words.projectName)}
              description={words.projectNameHint}
              autoComplete="off"
            />
            {info.prefill.projectDomain !== '' && (
              <TextInput {...field('projectDomain', words.projectDomain)} autoComplete="off" />
            )}
            <TextInput
              {...field('passcode', words.passcode)}
              description={words.passcodeHint}
              inputMode="numeric"
              autoComplete="one-time-code"
            />
          </>
        )}
      </details>
      {formState.errors.root && <Problem>{formState.errors.root.message}</Problem>}
      <Button type="submit" loading={signIn.isPending}>
        {words.title}
      </Button>
    </form>
  )
}

/** What the folded fields hold: "domain demo, project golden-images". */
function Filled({ domain, project }: { domain: string; project: string }) {
  const filled = [domain && words.domainIs(domain), project && words.projectIs(project)].filter(Boolean)
  return filled.length > 0 && <span> {filled.join(', ')}</span>
}
