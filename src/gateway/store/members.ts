import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely'
import type { MemberStatus } from '#ims/members'
import { given } from './dialect.ts'
import type { Tables } from './tables.ts'

/** An image, and the project that owns it. */
type MembersKey = { ownerProject: string; imageId: string }

type Memberships = ReadonlyMap<string, { status: MemberStatus; since: number | null }>

/** Who had an image when somebody began to read that, in ms since 1970 by the clock of the gateway that read. */
export type MembersRow = { byProject: Memberships; at: number }

/**
 * The snapshot of members: what the owners of images read last. Gateways share it, and their clocks may differ: what is
 * newer is told by numbers that the database gives to reads as they begin.
 */
export type MemberStore = {
  /** Gives a number to a read of an image that begins now, `at` the gateway's time. */
  beginRead(key: MembersKey, at: number): Promise<number>
  /**
   * Keeps what a read has found; `byProject` null: there is no such image any more. Keeps nothing, and answers false, when
   * a read that began later is known already, or when a call on the image has ended since this one began.
   */
  keepRead(
    key: MembersKey,
    read: { number: number; at: number; byProject: Memberships | null },
  ): Promise<boolean>
  /** The rows of these images of a project, as far as they are known. */
  find(ownerProject: string, imageIds: readonly string[]): Promise<Map<string, MembersRow>>
  /** How many members all the project's images have, as far as they are known, and as of when. */
  count(ownerProject: string): Promise<Map<string, { members: number; at: number }>>
  /** Takes away what nobody has read since a time. */
  sweep(before: number): Promise<void>
}

type Stored = [project: string, status: MemberStatus, since: number | null]

/** The table of members. */
export function createMemberStore(db: Kysely<Tables>): MemberStore {
  const rowsOf = (ownerProject: string) =>
    db.selectFrom('image_members').where('owner_project', '=', ownerProject).where(isKnown)
  return {
    async beginRead({ ownerProject, imageId }, at) {
      const { reads } = await db
        .insertInto('image_members')
        .values({ owner_project: ownerProject, image_id: imageId, reads: 1, begun_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(['owner_project', 'image_id'])
            .doUpdateSet({ reads: sql`image_members.reads + 1`, begun_at: at }),
        )
        .returning('reads')
        .executeTakeFirstOrThrow()
      return reads
    },

    async keepRead({ ownerProject, imageId }, { number, at, byProject }) {
      const members =
        byProject && [...byProject].map(([id, { status, since }]): Stored => [id, status, since])
      const { numUpdatedRows } = await db
        .updateTable('image_members')
        .set({
          shown_read: number,
          members: members && JSON.stringify(members),
          member_count: members?.length ?? null,
          read_at: at,
        })
        .where('owner_project', '=', ownerProject)
        .where('image_id', '=', imageId)
        .where('shown_read', '<', number)
        .where('outdated_reads', '<', number)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async find(ownerProject, imageIds) {
      const ids = imageIds.map((id) => ({ id }))
      const rows = await rowsOf(ownerProject)
        .select(['image_id', 'members', 'read_at'])
        .where('image_id', 'in', sql<string>`(select value->>'id' from ${given(db, ids)})`)
        .execute()
      return new Map(rows.map(({ image_id, members, read_at }) => [image_id, toRow(members, read_at)]))
    },

    async count(ownerProject) {
      const rows = await rowsOf(ownerProject).select(['image_id', 'member_count', 'read_at']).execute()
      return new Map(
        rows.map(({ image_id, member_count, read_at }) => [
          image_id,
          { members: member_count ?? 0, at: read_at ?? 0 },
        ]),
      )
    },

    async sweep(before) {
      await db.deleteFrom('image_members').where('begun_at', '<', before).execute()
    },
  }
}

/** Whether a row tells something: its image was read, was there, and no call on it has ended since that read began. */
const isKnown = sql<SqlBool>`members is not null and shown_read > outdated_reads`

const toRow = (members: string | null, at: number | null): MembersRow => {
  const stored: Stored[] = JSON.parse(members ?? '[]')
  return { byProject: new Map(stored.map(([id, status, since]) => [id, { status, since }])), at: at ?? 0 }
}

/**
 * A call of a job has ended: what was read of its images, or is being read, may have been so before it. Whose images they
 * are is of no account, as a recipient's answer changes its owner's members.
 */
export async function outdateReads(trx: Transaction<Tables>, job: number, call: number): Promise<void> {
  const { images } = await trx
    .selectFrom('calls')
    .select('images')
    .where('job', '=', job)
    .where('n', '=', call)
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('image_members')
    .set({ outdated_reads: sql`reads` })
    .where('image_id', 'in', (eb) =>
      eb
        .selectFrom('job_images')
        .select('job_images.image_id')
        .where('job', '=', job)
        .where('n', 'in', JSON.parse(images) as number[]),
    )
    .execute()
}
