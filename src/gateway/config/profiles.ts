/** What is known of a kind of cloud before it is asked. `{region}` stands for the region's name. */
export type Profile = {
  driver: 'ims' | 'glance'
  authUrl?: string
  recipientsPerImage: number
  recipientsPerFullEcsImage: number
}

/** OTC API reference, "Restrictions on Image Sharing": 256 tenants, 10 for full-ECS images. */
const OTC = { driver: 'ims', recipientsPerImage: 256, recipientsPerFullEcsImage: 10 } as const
/** The Swiss cloud and Huawei's own pages say 128. */
const SMALLER = { ...OTC, recipientsPerImage: 128 }
/** Glance's default of `image_member_quota`, which no call tells; the cloud's 413 decides. */
const OPENSTACK = { driver: 'glance', recipientsPerImage: 128, recipientsPerFullEcsImage: 128 } as const

/** Profiles that a `clouds.yaml` may name. */
export const PROFILES: Readonly<Record<string, Profile>> = {
  otc: { ...OTC, authUrl: 'https://iam.{region}.otc.t-systems.com/v3' },
  'otc-swiss': { ...SMALLER, authUrl: 'https://iam-pub.{region}.sc.otc.t-systems.com/v3' },
  huawei: { ...SMALLER, authUrl: 'https://iam.{region}.myhuaweicloud.com/v3' },
  openstack: OPENSTACK,
}

const HOSTS: [RegExp, Profile][] = [
  [/\.sc\.otc\.t-systems\.com$/, SMALLER],
  [/\.otc\.t-systems\.com$/, OTC],
  [/\.myhuaweicloud\.(com|eu)$/, SMALLER],
]

/** The profile of the cloud with this address for sign-in. */
export const profileOf = (authUrl: string): Profile =>
  HOSTS.find(([host]) => host.test(new URL(authUrl).hostname))?.[1] ?? OPENSTACK
