/** What a column, or a field of a record, holds: project IDs, names, or what is no project at all. */
export type Heading = 'id' | 'project' | 'name' | 'other'

const WORDS: Record<Heading, string> = {
  id: 'id ids uuid projectid projectids projectuuid tenantid tenantids recipientid recipientids memberid memberids',
  // May hold either IDs or names; an ID column beside it is the better one.
  project: 'project projects tenant tenants recipient recipients member members',
  name: 'name names projectname projectnames tenantname displayname',
  other:
    'domain domainid domainname parent parentid user userid username image imageid images account accountid owner ' +
    'ownerid region regionid enabled isdomain description status email mail contact comment comments note notes tags ' +
    'options links self type created createdat updated updatedat field value property key null none true false',
}

const HEADINGS = new Map(
  Object.entries(WORDS).flatMap(([heading, words]) =>
    words.split(/\s+/).map((word) => [word, heading as Heading] as const),
  ),
)

/** Reads "Project ID", "project_id" or "projectId" as what it heads; undefined for anything else. */
export const headingOf = (text: string): Heading | undefined =>
  text.length > 40 ? undefined : HEADINGS.get(text.toLowerCase().replace(/[\s_-]/g, ''))
