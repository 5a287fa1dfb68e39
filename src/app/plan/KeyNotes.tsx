import type { Plan, PlanImage, PlanKey } from '#contract/plan'
import { useCreateGrants } from '../api/plan.ts'
import { useReadOnly } from '../api/settings.ts'
import { count, plural } from '../format.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { TextLink } from '../ui/Links.tsx'
import { missingGrants } from './missing-grants.ts'
import classes from './Notes.module.css'

/** What the keys of encrypted images ask for: grants that are missing, and how to make them. */
export function KeyNotes({ plan }: { plan: Plan }) {
  const keys = new Map<string, { key: PlanKey; images: PlanImage[] }>()
  for (const image of plan.images) {
    if (!image.key || image.obstacle) continue
    const same = keys.get(image.key.id) ?? { key: image.key, images: [] }
    keys.set(image.key.id, { ...same, images: [...same.images, image] })
  }
  if (plan.action !== 'share' || keys.size === 0) return null
  return [...keys.values()].map(({ key, images }) => (
    <KeyNote key={key.id} planKey={key} images={images} plan={plan} />
  ))
}

function KeyNote({ planKey, images, plan }: { planKey: PlanKey; images: readonly PlanImage[]; plan: Plan }) {
  const grants = useCreateGrants()
  const readOnly = useReadOnly('grant keys')
  const { accounts, recipients } = missingGrants(images, plan.projects)
  const free = planKey.allowed - planKey.grants
  const names = images.map((image) => image.name || image.id).join(', ')
  const unknown = planKey.unknownAccounts.length
  const failed = grants.data?.results.filter(({ code }) => code !== null) ?? []
  const fits = accounts.slice(0, Math.max(0, free))
  if (accounts.length === 0 && unknown === 0 && !planKey.problem && failed.length === 0) return null
  return (
    <div className={classes.note} data-tone="warn">
      <p>
        <b>Encrypted:</b> <span translate="no">{names}</span> {images.length === 1 ? 'needs' : 'need'} the key{' '}
        <span translate="no">{planKey.alias || planKey.id}</span>.
      </p>
      {planKey.problem && <p>The key could not be read, so nobody’s grant was checked: {planKey.problem}</p>}
      {accounts.length > 0 && (
        <>
          <p>
            {plural(recipients, 'recipient')} in {plural(accounts.length, 'account')}{' '}
            {recipients === 1 ? 'has' : 'have'} no grant. {count(planKey.grants)} of {count(planKey.allowed)}{' '}
            grants are used
            {fits.length < accounts.length && `: only ${count(fits.length)} more can be made`}.
          </p>
          <ActionButton
            size="compact-sm"
            variant="default"
            loading={grants.isPending}
            blocked={readOnly ?? (fits.length === 0 ? 'No grant of this key is left.' : null)}
            onClick={() => grants.mutate({ keyId: planKey.id, accounts: fits })}
          >
            Grant the key to {plural(fits.length, 'account')}
          </ActionButton>
        </>
      )}
      {unknown > 0 && !planKey.problem && (
        <p>
          Of {plural(unknown, 'recipient')} the account is not known, so the grant cannot be checked.{' '}
          <TextLink inherit underline="always" to="/recipients">
            Write the account ID into the recipient book
          </TextLink>
          .
        </p>
      )}
      {grants.error && <p role="alert">No grant was made: {grants.error.message}</p>}
      {failed.map(({ accountId, message, code }) => (
        <p key={accountId} role="alert">
          {accountId}: {message} ({code})
        </p>
      ))}
    </div>
  )
}
