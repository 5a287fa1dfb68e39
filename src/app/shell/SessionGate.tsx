import { useQuery } from '@tanstack/react-query'
import { signedOutQuery } from '../api/signed-out.ts'
import { useModule } from '../ui/use-module.ts'

const load = async () => (await import('../sign-in/SignInDialog.tsx')).SignInDialog

/** The sign-in, once a call was refused for want of one. */
export function SessionGate() {
  const { data: signedOut } = useQuery(signedOutQuery)
  const SignInDialog = useModule(load, signedOut === true)
  return signedOut && SignInDialog && <SignInDialog />
}
