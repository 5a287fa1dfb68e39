import type { Image } from '#contract/image'
import { bytes } from '../../format.ts'
import { IMAGE_KIND } from '../../image-kind.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { CopyableId } from '../../ui/Id.tsx'
import { Time } from '../../ui/Time.tsx'
import { oneWords as words } from '../words.ts'
import classes from './ImagePage.module.css'

/** What the cloud says of an image. */
export function ImageFacts({ image }: { image: Image }) {
  const { id, name, keyId, createdAt, sizeBytes, tags } = image
  return (
    <Facts>
      <Fact name={words.os}>{image.os}</Fact>
      <Fact name={words.kind}>{IMAGE_KIND[image.kind]}</Fact>
      <Fact name={words.status}>
        <span translate="no">{image.status}</span>
      </Fact>
      {sizeBytes !== null && <Fact name={words.size}>{bytes(sizeBytes)}</Fact>}
      {createdAt !== null && (
        <Fact name={words.made}>
          <Time at={createdAt} />
        </Fact>
      )}
      <Fact name={words.recipients}>{words.sizeOf(image.recipients, image.recipientsAllowed)}</Fact>
      {tags.length > 0 && (
        <Fact name={words.tags}>
          <span translate="no">{tags.join(', ')}</span>
        </Fact>
      )}
      {image.becomesShared && <Fact name={words.visibility}>{words.becomesShared}</Fact>}
      {keyId !== null && (
        <Fact name={words.key} wide>
          <CopyableId id={keyId} name={words.key} />
        </Fact>
      )}
      <Fact name={words.id} wide>
        <CopyableId id={id} name={name || words.title} />
      </Fact>
    </Facts>
  )
}

/** Why an image cannot be shared, and what that means. */
export function ImageObstacle({ image: { obstacle } }: { image: Image }) {
  return (
    obstacle && (
      <p className={classes.obstacle} data-tone="warn">
        <b>{words.blocked}</b> {obstacle.reason} {words.blockedMeans}
      </p>
    )
  )
}
