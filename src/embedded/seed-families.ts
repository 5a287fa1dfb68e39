/** Operating systems and kinds of the demo world's images, in the words IMS uses for them. */
export type Family = {
  slug: string
  kind: 'FusionCompute' | 'DataImage' | 'Ironic' | 'IsoImage'
  osType: 'Linux' | 'Windows' | 'Other'
  platform: string
  osVersion: string
  /** GB */
  minDisk: number
  diskFormat: string
}

const linux = (slug: string, platform: string, osVersion: string, minDisk = 40): Family => ({
  slug,
  kind: 'FusionCompute',
  osType: 'Linux',
  platform,
  osVersion,
  minDisk,
  diskFormat: 'zvhd2',
})

const windows = (slug: string, osVersion: string): Family => ({
  slug,
  kind: 'FusionCompute',
  osType: 'Windows',
  platform: 'Windows',
  osVersion,
  minDisk: 60,
  diskFormat: 'zvhd2',
})

export const FAMILIES = {
  ubuntu22: linux('ubuntu-22.04', 'Ubuntu', 'Ubuntu 22.04 server 64bit'),
  ubuntu24: linux('ubuntu-24.04', 'Ubuntu', 'Ubuntu 24.04 server 64bit'),
  debian12: linux('debian-12', 'Debian', 'Debian GNU/Linux 12.0.0 64bit', 20),
  debian13: linux('debian-13', 'Debian', 'Debian GNU/Linux 13.0.0 64bit', 20),
  rhel9: linux('rhel-9', 'Red Hat', 'Redhat Linux Enterprise 9.6 64bit'),
  rocky9: linux('rocky-9', 'Other', 'Rocky Linux 9.6 64bit'),
  centos7: linux('centos-7', 'CentOS', 'CentOS 7.9 64bit'),
  oracle9: linux('oracle-linux-9', 'Oracle Linux', 'Oracle Linux Server release 9.4 64bit'),
  sles15: linux('sles-15', 'SUSE', 'SUSE Linux Enterprise Server 15 SP7 64bit', 80),
  opensuse: linux('opensuse-15.6', 'OpenSUSE', 'OpenSUSE 15.6 64bit'),
  fedora: linux('fedora-43', 'Fedora', 'Fedora 43 64bit'),
  windows2022: windows('windows-2022', 'Windows Server 2022 Standard 64bit'),
  windows2025: windows('windows-2025', 'Windows Server 2025 Datacenter 64bit'),
  data: { ...linux('data-disk', 'Other', 'Other(64 bit) 64bit', 100), kind: 'DataImage', osType: 'Other' },
  ironic: {
    ...linux('bare-metal', 'Other', 'AlmaLinux 9.5 64bit', 150),
    kind: 'Ironic',
    diskFormat: 'qcow2',
  },
  iso: { ...linux('install', 'Other', 'Other(64 bit) 64bit', 10), kind: 'IsoImage', diskFormat: 'iso' },
} as const satisfies Record<string, Family>

export type FamilyName = keyof typeof FAMILIES
