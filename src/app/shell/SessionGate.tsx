import { useQuery } from '@tanstack/react-query'
import { otherSessionQuery, signedOutQuery } from '../api/signed-out.ts'
import { useModule } from '../ui/use-module.ts'

const loadSignIn = async () => (await import('../sign-in/SignInDialog.tsx')).SignInDialog
const loadOther = async () => (await import('../sign-in/OtherSessionDialog.tsx')).OtherSessionDialog

/** Stands over the page once a call was refused for want of a sign-in, or because somebody else has signed in. */
export function SessionGate() {
  const { data: signedOut } = useQuery(signedOutQuery)
  const { data: other } = useQuery(otherSessionQuery)
  const SignInDialog = useModule(loadSignIn, signedOut === true)
  const OtherSessionDialog = useModule(loadOther, other === true)
  if (signedOut) return SignInDialog && <SignInDialog />
  return other && OtherSessionDialog && <OtherSessionDialog />
}
