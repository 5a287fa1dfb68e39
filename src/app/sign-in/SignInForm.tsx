import '@mantine/core/styles/PasswordInput.layer.css'
import { zodResolver } from '@hookform/resolvers/zod'
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useEffect } from 'react'
import { type FieldPath, useForm, useWatch } from 'react-hook-form'
import type { SignInInfo } from '#contract/session'
import { useSession } from '../api/session.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'
import { emptySignIn, METHODS, type SignInValues, signInValues, toSignIn } from './sign-in-values.ts'

/** What is most often wrong when the cloud refuses. */
const SECRET_FIELD = { password: 'password', application_credential: 'secret', token: 'token' } as const

/** Asks who it is. `onProject`: signed in, and a project is still to be chosen. */
export function SignInForm({ info, onProject }: { info: SignInInfo; onProject: () => void }) {
  const { signIn } = useSession()
  const { register, control, handleSubmit, setError, setFocus, formState } = useForm<SignInValues>({
    defaultValues: emptySignIn(info),
    resolver: zodResolver(signInValues) as never,
  })
  const method = useWatch({ control, name: 'method' })
  useEffect(() => setFocus(info.prefill.user === '' ? 'user' : 'password'), [info, setFocus])

  const submit = handleSubmit(async (values) => {
    try {
      const next = await signIn.mutateAsync(toSignIn(values))
      if (next === 'project') onProject()
      if (next === 'passcode')
        setError('passcode', { message: 'The cloud asks for a second factor.' }, { shouldFocus: true })
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
      <NativeSelect
        {...register('method')}
        label="Sign in with"
        data={Object.entries(METHODS).map(([value, label]) => ({ value, label }))}
      />
      {method === 'password' && (
        <>
          <TextInput {...field('user', 'User')} autoComplete="username" />
          <TextInput
            {...field('domain', 'Domain or account')}
            description="Empty for Keystone’s default domain."
            autoComplete="organization"
          />
          <PasswordInput {...field('password', 'Password')} autoComplete="current-password" />
          <TextInput
            {...field('passcode', 'Passcode')}
            description="Only with a second factor."
            inputMode="numeric"
            autoComplete="one-time-code"
          />
          <TextInput
            {...field('project', 'Project')}
            description="By name; empty to choose from a list."
            autoComplete="off"
          />
        </>
      )}
      {method === 'application_credential' && (
        <>
          <TextInput {...field('id', 'Application credential ID')} autoComplete="off" />
          <PasswordInput {...field('secret', 'Secret')} autoComplete="off" />
        </>
      )}
      {method === 'token' && <PasswordInput {...field('token', 'Token')} autoComplete="off" />}
      {formState.errors.root && <Problem>{formState.errors.root.message}</Problem>}
      <Button type="submit" loading={signIn.isPending}>
        Sign in
      </Button>
    </form>
  )
}
