import { FAMILIES, type Family, type FamilyName } from './seed-families.ts'
import { GOLDEN, projectId } from './seed-projects.ts'
import { stableHex, stableNumber, stablePick, stableUuid } from './stable.ts'

/** Keys of encrypted images: the service's own, one that accounts were granted, one nobody was granted. */
export const KEYS = {
  default: stableUuid('key:default'),
  granted: stableUuid('key:granted'),
  ungranted: stableUuid('key:ungranted'),
}

export type SeedImage = Family & {
  id: string
  name: string
  owner: string
  status: string
  public: boolean
  keyId: string | null
  whole: boolean
  backupId: string | null
  bytes: number
  ageDays: number
  tags: string[]
  /** How many recipients it starts with, and named ones with their answer. */
  recipients: number
  answers: Record<string, 'pending' | 'accepted' | 'rejected'>
}

type Wish = Partial<SeedImage> & { name: string; family: FamilyName }

function seedImage({ name, family, ...wish }: Wish): SeedImage {
  const kind = FAMILIES[family]
  return {
    ...kind,
    id: stableUuid(`image:${name}`),
    name,
    owner: GOLDEN,
    status: 'active',
    public: false,
    keyId: null,
    whole: false,
    backupId: null,
    bytes: Math.round(kind.minDisk * 2 ** 30 * (0.04 + stableNumber(`bytes:${name}`, 200) / 1000)),
    ageDays: stableNumber(`age:${name}`, 720) + 1,
    tags: [],
    recipients: 0,
    answers: {},
    ...wish,
  }
}

const fromBackup = (name: string) => ({ whole: true, backupId: stableUuid(`backup:${name}`) })
const publisher = stableHex('project:public-images')

/**
 * Named images, at least one of each awkward kind. The two with IDs are those of the specification's example.
 */
const NAMED: Wish[] = [
  {
    id: 'd164b5df-1bc3-4c3f-893e-3e471fd16e64',
    name: 'ubuntu-24.04-lts-2026.11',
    family: 'ubuntu24',
    ageDays: 3,
    tags: ['golden', 'lts'],
  },
  {
    name: 'ubuntu-24.04-lts-2026.10',
    family: 'ubuntu24',
    ageDays: 34,
    tags: ['golden', 'lts'],
    recipients: 42,
  },
  { name: 'rocky-9.6-2026.11', family: 'rocky9', ageDays: 4, tags: ['golden'] },
  { name: 'rhel-9.6-cis-level-2', family: 'rhel9', ageDays: 12, tags: ['golden', 'cis'], recipients: 17 },
  {
    id: '0b680482-acaa-4045-b14c-9a8c7dfe9c70',
    name: 'windows-server-2025-datacenter-de',
    family: 'windows2025',
    ageDays: 6,
    tags: ['golden'],
  },
  { name: 'windows-server-2022-standard-en', family: 'windows2022', ageDays: 40, recipients: 88 },
  { name: 'debian-13-trixie-minimal', family: 'debian13', ageDays: 9, tags: ['golden'], recipients: 5 },
  { name: 'sles-15-sp7-sap', family: 'sles15', ageDays: 21, tags: ['sap'] },
  { name: 'ubuntu-22.04-cuda-12.8-h100', family: 'ubuntu22', ageDays: 15, minDisk: 120, tags: ['gpu'] },
  { name: 'almalinux-9-ironic-x86', family: 'ironic', ageDays: 55, tags: ['bare-metal'] },
  { name: 'rescue-toolkit-7.2.iso', family: 'iso', ageDays: 210 },
  { name: 'training-dataset-imagenet-2026', family: 'data', ageDays: 70, tags: ['data'], recipients: 3 },
  { name: 'oracle-linux-9-importing', family: 'oracle9', status: 'queued', ageDays: 0 },
  { name: 'ubuntu-24.04-lts-nightly', family: 'ubuntu24', status: 'saving', ageDays: 0, tags: ['nightly'] },
  { name: 'centos-7-end-of-life', family: 'centos7', status: 'deactivated', ageDays: 700, recipients: 12 },
  { name: 'community-ubuntu-24.04', family: 'ubuntu24', public: true, ageDays: 130 },
  { name: 'vault-base-default-key', family: 'debian13', keyId: KEYS.default, tags: ['encrypted'] },
  { name: 'vault-base-granted-key', family: 'debian13', keyId: KEYS.granted, tags: ['encrypted'] },
  { name: 'vault-base-custom-key', family: 'debian13', keyId: KEYS.ungranted, tags: ['encrypted'] },
  { name: 'erp-appliance-full-ecs', family: 'rhel9', ...fromBackup('erp'), tags: ['full-ecs'] },
  {
    name: 'crm-appliance-full-ecs',
    family: 'sles15',
    ...fromBackup('crm'),
    recipients: 9,
    tags: ['full-ecs'],
  },
  { name: 'dns-appliance-full-ecs-csbs', family: 'debian12', whole: true, tags: ['full-ecs'] },
  { name: 'agent-base-nearly-full', family: 'ubuntu22', recipients: 250, tags: ['golden'] },
  { name: 'agent-base-full', family: 'ubuntu22', recipients: 256, tags: ['golden'] },
  {
    name: 'monitoring-proxy-3.4',
    family: 'debian12',
    answers: { 'tenant-001': 'pending', 'acme-prod': 'accepted', 'acme-test': 'rejected' },
  },
  { name: 'birch-billing-node-2.4', family: 'debian12', ageDays: 11, answers: { 'birch-prod': 'accepted' } },
  { name: 'jump-host-2.0', family: 'rocky9', answers: { 'tenant-001': 'accepted' } },
  { name: '<b>R&D</b> "golden"', family: 'fedora', tags: ["r&d's", '<i>'] },
  {
    name: `Größe «Łódź» 🚀 naïve façade ${'– sehr langer Name '.repeat(8)}`.slice(0, 127).concat('!'),
    family: 'opensuse',
  },
  {
    name: 'acme-database-appliance',
    family: 'rhel9',
    owner: projectId('acme-prod'),
    answers: { 'golden-images': 'pending' },
  },
  {
    name: 'birch-hardened-ubuntu',
    family: 'ubuntu24',
    owner: projectId('birch-prod'),
    answers: { 'golden-images': 'accepted' },
  },
  ...(['ubuntu24', 'debian13', 'rocky9', 'windows2025'] as const).map(
    (family): Wish => ({ name: `Standard_${family}_latest`, family, owner: publisher, public: true }),
  ),
]

const ROLES = ['base', 'web', 'db', 'k8s-node', 'ci-runner', 'gpu', 'desktop', 'bastion', 'cache'] as const
const NAMES = Object.keys(FAMILIES) as [FamilyName, ...FamilyName[]]

/** `count` images, never fewer than the named ones; the rest are monthly builds of every family. */
export function seedImages(count: number): SeedImage[] {
  const builds = Array.from({ length: Math.max(0, count - NAMED.length) }, (_, index): Wish => {
    const family = stablePick(`family:${index}`, NAMES)
    const role = stablePick(`role:${index}`, ROLES)
    const { slug } = FAMILIES[family]
    return {
      name: `${slug}-${role}-v${1 + stableNumber(`major:${index}`, 9)}.${index}`,
      family,
      tags: role === 'base' ? ['golden'] : [role],
      recipients: index % 4 === 0 ? stableNumber(`recipients:${index}`, 12) : 0,
    }
  })
  return [...NAMED, ...builds].map(seedImage)
}
