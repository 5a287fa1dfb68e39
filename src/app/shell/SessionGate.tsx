import { useQuery, useQueryClient } from '@tanstack/react-query'
import { otherSessionQuery, signedOutQuery, signInAgainQuery } from '../api/signed-out.ts'
import { useModule } from '../ui/use-module.ts'
import classes from './Shell.module.css'

const loadSignIn = async () => (await import('../sign-in/SignInDialog.tsx')).SignInDialog
const loadOther = async () => (await import('../sign-in/OtherSessionDialog.tsx')).OtherSessionDialog

/**
 * Covers the page with a dialog when a call was refused because nobody, or somebody else, is signed in, and
 * when the operator asks to sign in again.
 */
export function SessionGate() {
  const { data: signedOut } = useQuery(signedOutQuery)
  const { data: other } = useQuery(otherSessionQuery)
  const { data: again } = useQuery(signInAgainQuery)
  const client = useQueryClient()
  const SignInDialog = useModule(loadSignIn, signedOut === true || again === true)
  const OtherSessionDialog = useModule(loadOther, other === true)
  // Until the page to sign in has arrived, nothing shows what can no longer be read behind it.
  if (signedOut) return SignInDialog ? <SignInDialog /> : <div className={classes.cover} />
  if (other) return OtherSessionDialog && <OtherSessionDialog />
  const close = () => client.setQueryData(signInAgainQuery.queryKey, false)
  return again && SignInDialog && <SignInDialog onClose={close} />
}
