import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop'
import IconMoon from '@tabler/icons-react/icons/IconMoon'
import IconSun from '@tabler/icons-react/icons/IconSun'

const LOOKS: Record<MantineColorScheme, { word: string; icon: typeof IconSun; next: MantineColorScheme }> = {
  auto: { word: 'as the system', icon: IconDeviceDesktop, next: 'light' },
  light: { word: 'light', icon: IconSun, next: 'dark' },
  dark: { word: 'dark', icon: IconMoon, next: 'auto' },
}

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { word, icon: Icon, next } = LOOKS[colorScheme]
  const label = `Theme: ${word}. Change to ${LOOKS[next].word}`
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  )
}
