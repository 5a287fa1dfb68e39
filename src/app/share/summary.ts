import type { Image } from '#contract/image'
import { count, plural } from '../format.ts'

/** What the operator should know about a chosen image before sharing it. */
export type ImageWarning = { id: string; name: string; kind: 'gone' | 'blocked' | 'limit'; text: string }

/**
 * Compares the chosen images with the number of projects. Which of the projects an image has already is not known
 * here, so a limit is told as "up to", and as certain only where it is: more projects than an image may have at all.
 */
export function imageWarnings(
  chosen: Iterable<string>,
  byId: ReadonlyMap<string, Image>,
  projects: number,
): ImageWarning[] {
  const warnings: ImageWarning[] = []
  for (const id of chosen) {
    const image = byId.get(id)
    if (!image) {
      warnings.push({ id, name: id, kind: 'gone', text: 'is not among your images any more.' })
      continue
    }
    const name = image.name || id
    if (image.obstacle) warnings.push({ id, name, kind: 'blocked', text: image.obstacle.reason })
    else {
      const text = limitText(image, projects)
      if (text) warnings.push({ id, name, kind: 'limit', text })
    }
  }
  return warnings
}

/** Recipients beyond what an image may have, when all of the projects are new to it. */
function limitText({ recipients, recipientsAllowed }: Image, projects: number): string | null {
  const used = recipients ?? 0
  const over = used + projects - recipientsAllowed
  if (over <= 0) return null
  const facts =
    recipients === null
      ? `${count(recipientsAllowed)} allowed, how many it has is not known`
      : `${count(recipientsAllowed)} allowed, ${count(recipients)} used`
  const certain = projects - recipientsAllowed
  if (certain >= over) return `${count(over)} of ${plural(projects, 'project')} do not fit: ${facts}.`
  return `Up to ${count(over)} of ${plural(projects, 'project')} may not fit: ${facts}.`
}
