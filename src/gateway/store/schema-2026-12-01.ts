/** The snapshot of members. `reads` numbers the reads of an image as they begin; see `ImageMembersTable`. */
export const IMAGE_MEMBERS = `
create table image_members (
  owner_project text not null,
  image_id text not null,
  reads bigint not null,
  shown_read bigint not null default 0,
  outdated_reads bigint not null default 0,
  begun_at bigint not null,
  members text,
  member_count integer,
  read_at bigint,
  primary key (owner_project, image_id)
);
create index image_members_by_image on image_members (image_id);
create index image_members_begun on image_members (begun_at);
`
