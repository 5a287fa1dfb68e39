import type { Image } from '#contract/image'
import { bytes } from '../../format.ts'
import { IMAGE_KIND } from '../../image-kind.ts'
import { TimeAgo } from '../../ui/Time.tsx'
import { useNow } from '../../ui/use-now.ts'
import { pickerWords } from '../words.ts'
import classes from './Options.module.css'

/** An image in the picker: what it is, how many recipients it has, and why it cannot be shared, if so. */
export function ImageOption({ image }: { image: Image }) {
  const full = image.recipients !== null && image.recipients >= image.recipientsAllowed
  return (
    <span className={classes.option}>
      <span className={classes.line}>
        <span className={classes.name} translate="no">
          {image.name || image.id}
        </span>
        <span className={classes.aside} data-tone={full ? 'warn' : undefined}>
          {pickerWords.recipients(image)}
          {image.recipientsReadAt !== null && <Age at={image.recipientsReadAt} />}
        </span>
      </span>
      <span className={classes.line}>
        <span className={classes.detail}>
          {image.keyId !== null && <b>{pickerWords.encrypted}</b>}
          {image.os} · {IMAGE_KIND[image.kind]}
          {image.sizeBytes !== null && ` · ${bytes(image.sizeBytes)}`}
          {image.createdAt !== null && (
            <>
              {' · '}
              <TimeAgo at={image.createdAt} />
            </>
          )}
          {image.tags.length > 0 && ` · ${image.tags.join(', ')}`}
        </span>
      </span>
      {image.recipientsProblem && (
        <span className={classes.obstacle}>
          {pickerWords.recipientsUnreadable(image.recipientsProblem.message)}
        </span>
      )}
      {image.obstacle && (
        <span className={classes.obstacle}>{pickerWords.blocked(image.obstacle.reason)}</span>
      )}
    </span>
  )
}

/** Numbers are read again about every minute; one that is older says so. */
const OLD_MS = 120_000

function Age({ at }: { at: number }) {
  return useNow((now) => (now - at > OLD_MS ? pickerWords.readAgo(now - at) : ''))
}
