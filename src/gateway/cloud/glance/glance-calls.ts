import * as z from 'zod/mini'
import { type Member, type MemberStatus, member, memberList } from '#ims/members'
import { JSON_PATCH, NATIVE_PAGE_MAX, nativeImage, nativeImageList } from '#ims/native-images'
import { CloudFailure, type CloudImage, type Identity, type ReceivedImage } from '../driver.ts'
import { readReceived } from '../received.ts'
import { path, type Upstream } from '../upstream.ts'
import { fromNativeImage } from './glance-image.ts'

/** Answers that say nothing, as 204 does. */
const nothing = z.unknown()

export type GlanceCalls = ReturnType<typeof createGlanceCalls>

/** The calls of the Image API v2 in use. `base`: with or without `/v2`; catalogs have it without. */
export function createGlanceCalls(send: Upstream, base: string) {
  const image = base.replace(/(\/v2)?\/*$/, '')
  const membersOf = (id: string) => image + path`/v2/images/${id}/members`
  const memberUrl = (id: string, project: string) => image + path`/v2/images/${id}/members/${project}`

  const listPart = async (who: Identity, filter: Record<string, string>, signal?: AbortSignal) => {
    const images = new Map<string, CloudImage>()
    let query = `?${new URLSearchParams({ ...filter, limit: String(NATIVE_PAGE_MAX) })}`
    for (;;) {
      const { data } = await send({
        name: 'list images',
        method: 'GET',
        url: `${image}/v2/images${query}`,
        token: who.token,
        schema: nativeImageList,
        signal,
      })
      const known = images.size
      for (const found of data.images) images.set(found.id, fromNativeImage(found, who.project.id))
      // A page that brings nothing new would never end. Of `next` only the query counts: hosts come from the settings.
      if (!data.next || images.size === known) return [...images.values()]
      query = new URL(data.next, image).search
    }
  }

  return {
    /** Hidden images are in a list of their own. */
    async listImages(who: Identity, signal?: AbortSignal): Promise<CloudImage[]> {
      const filter = { owner: who.project.id }
      const shown = await listPart(who, filter, signal)
      const hidden = await listPart(who, { ...filter, os_hidden: 'true' }, signal)
      const all = [...shown, ...hidden].filter(({ owner }) => owner === who.project.id)
      return all.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    },

    async listReceived(who: Identity, signal?: AbortSignal): Promise<ReceivedImage[]> {
      return readReceived(who, async (answer) => {
        const filter = { visibility: 'shared', member_status: answer }
        const shown = await listPart(who, filter, signal)
        return [...shown, ...(await listPart(who, { ...filter, os_hidden: 'true' }, signal))]
      })
    },

    async showImage(who: Identity, id: string, signal?: AbortSignal): Promise<CloudImage> {
      const { data } = await send({
        name: `show image ${id}`,
        method: 'GET',
        url: image + path`/v2/images/${id}`,
        token: who.token,
        schema: nativeImage,
        signal,
      })
      return fromNativeImage(data, who.project.id)
    },

    /** Images that are not `shared` have no members: asking for them is a 403 of which the status says nothing. */
    async listMembers(who: Identity, id: string, signal?: AbortSignal): Promise<Member[]> {
      try {
        const { data } = await send({
          name: `list members of image ${id}`,
          method: 'GET',
          url: membersOf(id),
          token: who.token,
          schema: memberList,
          signal,
        })
        return data.members.map(withTimeOfShare)
      } catch (error) {
        if (!(error instanceof CloudFailure) || error.status !== 403) throw error
        if ((await this.showImage(who, id, signal)).isShared) throw error
        return []
      }
    },

    addMember: (who: Identity, id: string, project: string) =>
      send({
        name: `share image ${id} with project ${project}`,
        method: 'POST',
        url: membersOf(id),
        token: who.token,
        body: { member: project },
        schema: member,
      }),

    /** With a token of the project itself. */
    updateMember: (who: Identity, id: string, status: MemberStatus) =>
      send({
        name: `answer to image ${id}`,
        method: 'PUT',
        url: memberUrl(id, who.project.id),
        token: who.token,
        body: { status },
        schema: member,
      }),

    removeMember: (who: Identity, id: string, project: string) =>
      send({
        name: `stop sharing image ${id} with project ${project}`,
        method: 'DELETE',
        url: memberUrl(id, project),
        token: who.token,
        schema: nothing,
      }),

    /** Gives an image the visibility with which it can have members. */
    makeShared: (who: Identity, id: string) =>
      send({
        name: `make image ${id} shared`,
        method: 'PATCH',
        url: image + path`/v2/images/${id}`,
        token: who.token,
        headers: { 'Content-Type': JSON_PATCH },
        body: [{ op: 'replace', path: '/visibility', value: 'shared' }],
        schema: nothing,
      }),
  }
}

/**
 * Glance uses the row of a member again when it is removed and added anew, so `created_at` is of its first time ever.
 * While it has not answered, `updated_at` tells since when it is a member; afterwards nothing does.
 */
const withTimeOfShare = (one: Member): Member => ({
  ...one,
  created_at: one.status === 'pending' ? one.updated_at : '',
})
