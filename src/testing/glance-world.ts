import type { BatchEvent } from '#gateway/cloud/driver'
import { createCloudWorld } from './core-world.ts'
import { OPERATOR } from './demo-login.ts'

/** A well-formed image ID that nobody has. */
export const GONE = '99999999-9999-4999-8999-999999999999'

/** What a test of the Glance driver holds: a world, two images without recipients, and the projects of the user. */
export async function createGlanceWorld() {
  const world = createCloudWorld({ projects: 20, images: 1, flavour: 'glance' })
  const { driver, seen } = world
  const who = await driver.signIn(OPERATOR)
  const images = await driver.listImages(who)
  const named = (name: string) => images.find((image) => image.name === name)?.id ?? GONE
  const fresh: string[] = []
  for (const { id, obstacle, keyId } of images)
    if (!obstacle && !keyId && (await driver.listMembers(who, id)).length === 0) fresh.push(id)
  const projects = (await driver.listProjects(who))
    .filter((project) => project.enabled && project.name !== 'MOS' && project.id !== who.project.id)
    .map((project) => project.id)
  const members = async (id: string) => (await driver.listMembers(who, id)).map((one) => one.member_id).sort()
  const posts = () => seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/members'))
  seen.length = 0
  const [image = '', other = ''] = fresh
  const [project = '', second = ''] = projects
  return { ...world, who, named, image, other, project, second, projects, members, posts }
}

/** All events of a share or a stop. */
export async function collect(stream: AsyncIterable<BatchEvent>): Promise<BatchEvent[]> {
  const events: BatchEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

/** Those of pairs that failed. */
export const failures = (events: BatchEvent[]) =>
  events.flatMap((event) => (event.kind === 'pair' && event.outcome === 'failed' ? [event] : []))
