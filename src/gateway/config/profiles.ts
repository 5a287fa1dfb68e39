/** What is known of a kind of cloud before it is asked. */
type Kind = { driver: 'ims' | 'glance'; recipientsPerImage: number; recipientsPerFullEcsImage: number }

/** What a `clouds.yaml` may name as `profile`: settings that a cloud has unless it says otherwise. */
export type Profile = { auth?: Record<string, string>; regions?: string[]; region_name?: string }

/** OTC API reference, "Restrictions on Image Sharing": 256 tenants, 10 for full-ECS images. */
const OTC: Kind = { driver: 'ims', recipientsPerImage: 256, recipientsPerFullEcsImage: 10 }
/** The Swiss cloud and Huawei's own pages say 128. */
const SMALLER: Kind = { ...OTC, recipientsPerImage: 128 }
/** Glance's default of `image_member_quota`, which no call tells; the cloud's 413 decides. */
const OPENSTACK: Kind = { driver: 'glance', recipientsPerImage: 128, recipientsPerFullEcsImage: 128 }

const at = (auth_url: string, regions?: string[]): Profile => ({
  auth: { auth_url },
  ...(regions && { regions }),
})
const DEFAULT_DOMAINS = { user_domain_name: 'Default', project_domain_name: 'Default' }
const inDefault = (auth_url: string, more: Profile): Profile => ({
  auth: { auth_url, ...DEFAULT_DOMAINS },
  ...more,
})

/** Three of our own, and those of openstacksdk whose clouds are still there and speak Keystone v3. */
export const PROFILES: Readonly<Record<string, Profile>> = {
  openstack: {},
  'otc-swiss': at('https://iam-pub.{region_name}.sc.otc.t-systems.com/v3'),
  huawei: at('https://iam.{region_name}.myhuaweicloud.com/v3'),

  otc: at('https://iam.{region_name}.otc.t-systems.com/v3', ['eu-de', 'eu-nl']),
  auro: inDefault('https://api.van2.auro.io:5000/v3', { region_name: 'RegionOne' }),
  catalyst: at('https://api.cloud.catalyst.net.nz:5000/v2.0', ['nz-por-1', 'nz_wlg_2']),
  citycloud: at(
    'https://{region_name}.citycloud.com:5000/v3/',
    'Buf1 Fra1 Lon1 Sto2 Kna1 dx1 tky1'.split(' '),
  ),
  dreamcompute: { ...at('https://iad2.dream.io:5000'), region_name: 'RegionOne' },
  elastx: { ...at('https://ops.elastx.cloud:5000/v3'), region_name: 'se-sto' },
  fuga: inDefault('https://identity.api.fuga.io:5000', { regions: ['cystack'] }),
  limestonenetworks: at('https://auth.cloud.lstn.net:5000/v3', ['us-dfw-1', 'us-slc']),
  ovh: inDefault('https://auth.cloud.ovh.net/', {
    regions: 'BHS BHS1 BHS3 BHS5 DE DE1 GRA GRA1 GRA5 GRA7 SBG SBG1 SBG5 UK UK1 WAW WAW1 SYD1 SGP1'.split(
      ' ',
    ),
  }),
  'ovh-us': inDefault('https://auth.cloud.ovh.us/', { regions: ['US-EAST-VA-1'] }),
  switchengines: at('https://keystone.cloud.switch.ch:5000/v3', ['LS', 'ZH']),
}

/** What the profiles of our own say of the kind. */
const KINDS: Readonly<Record<string, Kind>> = {
  otc: OTC,
  'otc-swiss': SMALLER,
  huawei: SMALLER,
  openstack: OPENSTACK,
}

const HOSTS: [RegExp, Kind][] = [
  [/\.sc\.otc\.t-systems\.com$/, SMALLER],
  [/\.otc\.t-systems\.com$/, OTC],
  [/\.myhuaweicloud\.(com|eu)$/, SMALLER],
]

/** The kind of a cloud, by the profile that it names, else by its address for sign-in. */
export function kindOf({ profile, authUrl }: { profile: string | undefined; authUrl: string }): Kind {
  if (profile !== undefined && Object.hasOwn(KINDS, profile)) return KINDS[profile] ?? OPENSTACK
  return HOSTS.find(([host]) => host.test(new URL(authUrl).hostname))?.[1] ?? OPENSTACK
}
