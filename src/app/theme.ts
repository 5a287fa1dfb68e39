import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core'

/** The one accent. Shade 7 carries white text in the light, shade 4 dark text in the dark; both are link colours. */
const ink: MantineColorsTuple = [
  '#eef7f9',
  '#e3f0f3',
  '#b9dce4',
  '#8fd9e8',
  '#62c7dc',
  '#3c9db4',
  '#1c7a93',
  '#0a5b73',
  '#084a5e',
  '#07394a',
]

/** What takes away: rust, never alone, with an octagon, a tape and words of its own. */
const stop: MantineColorsTuple = [
  '#fdf5f0',
  '#fbece3',
  '#f3cdb8',
  '#f7a57e',
  '#f0814d',
  '#d65f28',
  '#bb4818',
  '#a2380f',
  '#862d0a',
  '#6a2306',
]

const gray: MantineColorsTuple = [
  '#f8f7f4',
  '#f3f2ee',
  '#efeeea',
  '#e2e0d9',
  '#cbc8be',
  '#87847a',
  '#656a69',
  '#4b5152',
  '#33393a',
  '#161a1b',
]

const dark: MantineColorsTuple = [
  '#e6ecec',
  '#adb8ba',
  '#8b989b',
  '#66757a',
  '#354145',
  '#1a2225',
  '#161d20',
  '#12181a',
  '#0f1416',
  '#0b0f11',
]

/**
 * A tone is the meaning of a colour, and always comes with a word and an icon or a texture. Each has a text colour and a
 * tint. Good news has the ink and no green: colour is left for alarm.
 */
export const TONES = {
  light: {
    good: { text: '#07506a', tint: '#e3f0f3' },
    bad: { text: '#a81128', tint: '#fce9ea' },
    warn: { text: '#7a4c00', tint: '#fdf1d8' },
    busy: { text: '#07506a', tint: '#e3f0f3' },
    idle: { text: '#4b5152', tint: '#efeeea' },
    stop: { text: '#8f3009', tint: '#fbece3' },
  },
  dark: {
    good: { text: '#8fd9e8', tint: '#12303a' },
    bad: { text: '#ff9aa7', tint: '#35151b' },
    warn: { text: '#f2c46b', tint: '#30240c' },
    busy: { text: '#8fd9e8', tint: '#12303a' },
    idle: { text: '#adb8ba', tint: '#1a2225' },
    stop: { text: '#f7a57e', tint: '#2f1a10' },
  },
} as const

/** The canvas around the sheet, the sheet, what is sunk into it, hairlines, text and secondary text. */
export const SURFACES = {
  light: {
    canvas: '#efeeea',
    surface: '#ffffff',
    sunk: '#f8f7f4',
    hover: '#f3f2ee',
    line: '#e2e0d9',
    control: '#87847a',
    onFilled: '#ffffff',
    text: '#161a1b',
    dimmed: '#5a605f',
  },
  dark: {
    canvas: '#0b0f11',
    surface: '#12181a',
    sunk: '#0f1416',
    hover: '#1a2225',
    line: '#232c2f',
    control: '#66757a',
    onFilled: '#04212a',
    text: '#e6ecec',
    dimmed: '#9aa6a9',
  },
} as const

/** The colours of the pair picture. In the dark the ink glows; it is not the light one turned round. */
export const PICTURE = {
  light: {
    ink: '#0a5b73',
    soft: '#d7e8ec',
    quiet: '#7896a0',
    line: '#6d7f85',
    grey: '#dddbd4',
    dots: '#85827a',
    dot: '#c2bfb5',
    ring: '#c87900',
    red: '#bb1732',
    stop: '#a2380f',
  },
  dark: {
    ink: '#62c7dc',
    soft: '#16343d',
    quiet: '#46707c',
    line: '#6d858c',
    grey: '#2a3235',
    dots: '#7b898d',
    dot: '#3b474b',
    ring: '#f7b02e',
    red: '#ff6478',
    stop: '#f0814d',
  },
} as const

/** Dense and calm: 13 px text, tabular figures, small radii, hairlines and no shadows. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 4 },
  // What stands on a filled button is another colour in the dark; Mantine's own choice is one for both.
  variantColorResolver(input) {
    const colors = defaultVariantColorsResolver(input)
    return input.variant === 'filled' ? { ...colors, color: 'var(--app-on-filled)' } : colors
  },
  components: { Checkbox: { defaultProps: { iconColor: 'var(--app-on-filled)' } } },
  colors: { ink, stop, gray, dark },
  black: SURFACES.light.text,
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '5px', md: '8px', lg: '12px', xl: '12px' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  fontFamily:
    '"Host Grotesk", "Host Grotesk Stand-in", -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace:
    '"Atkinson Hyperlegible Mono", "Atkinson Stand-in", ui-monospace, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '0.875rem', lineHeight: '1.4' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
})

const own = (scheme: 'light' | 'dark') => {
  const surfaces = SURFACES[scheme]
  return {
    ...Object.fromEntries(
      Object.entries(TONES[scheme]).flatMap(([tone, { text, tint }]) => [
        [`--tone-${tone}`, text],
        [`--tone-${tone}-tint`, tint],
      ]),
    ),
    ...Object.fromEntries(Object.entries(PICTURE[scheme]).map(([name, colour]) => [`--px-${name}`, colour])),
    '--app-canvas': surfaces.canvas,
    '--app-surface': surfaces.surface,
    '--app-sunk': surfaces.sunk,
    '--app-hover': surfaces.hover,
    '--app-line': surfaces.line,
    '--app-on-filled': surfaces.onFilled,
    '--mantine-color-body': surfaces.surface,
    '--mantine-color-text': surfaces.text,
    '--mantine-color-dimmed': surfaces.dimmed,
    '--mantine-color-placeholder': surfaces.dimmed,
    '--mantine-color-default-border': surfaces.control,
    '--mantine-color-default-hover': surfaces.hover,
    '--mantine-color-anchor': TONES[scheme].good.text,
    '--mantine-color-error': TONES[scheme].bad.text,
  }
}

/** Mantine's own secondary, placeholder, border and error colours miss WCAG AA; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: own('light'),
  dark: own('dark'),
})
