import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/**
 * The one accent: petrol. Shade 7 carries white text in both schemes, shade 4 is the link colour in the dark.
 */
const petrol: MantineColorsTuple = [
  '#eef8fa',
  '#d9eef2',
  '#b2dde5',
  '#83c8d5',
  '#5bb5c6',
  '#3297ab',
  '#1c7f94',
  '#0f6779',
  '#0b5564',
  '#08414d',
]

const gray: MantineColorsTuple = [
  '#f5f7f8',
  '#eceff1',
  '#e1e6e9',
  '#d3dade',
  '#bcc6cc',
  '#98a4ac',
  '#6b7780',
  '#4d5860',
  '#323b42',
  '#1e252a',
]

const dark: MantineColorsTuple = [
  '#d8dfe3',
  '#b7c1c7',
  '#98a5ad',
  '#75828a',
  '#3d474e',
  '#303940',
  '#252d33',
  '#1a2025',
  '#14191d',
  '#0e1215',
]

/**
 * A tone is the meaning of a colour, and always comes with a word or an icon. Each has a text colour and a
 * tint.
 */
export const TONES = {
  light: {
    good: { text: '#1b6a37', tint: '#e4f3e9' },
    bad: { text: '#b3261e', tint: '#fcebe9' },
    warn: { text: '#875100', tint: '#fdf1dc' },
    busy: { text: '#0f6779', tint: '#e2f1f4' },
    idle: { text: '#4d5860', tint: '#eceff1' },
  },
  dark: {
    good: { text: '#7fd39b', tint: '#17301f' },
    bad: { text: '#ff9d94', tint: '#3b1c1a' },
    warn: { text: '#f0b866', tint: '#35270f' },
    busy: { text: '#7cc7d6', tint: '#10303a' },
    idle: { text: '#b7c1c7', tint: '#2a3238' },
  },
} as const

/** Page background, raised surface, hairline, secondary text. */
export const SURFACES = {
  light: { canvas: '#f5f7f8', surface: '#ffffff', line: '#dbe1e4', text: '#1e252a', dimmed: '#55616a' },
  dark: { canvas: '#14191d', surface: '#1a2025', line: '#303940', text: '#d8dfe3', dimmed: '#98a5ad' },
} as const

/** Dense and calm: 14 px text, tabular figures, small radii, no shadows where a line does. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, gray, dark },
  black: SURFACES.light.text,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
})

const own = (scheme: 'light' | 'dark') => ({
  ...Object.fromEntries(
    Object.entries(TONES[scheme]).flatMap(([tone, { text, tint }]) => [
      [`--tone-${tone}`, text],
      [`--tone-${tone}-tint`, tint],
    ]),
  ),
  '--app-canvas': SURFACES[scheme].canvas,
  '--app-surface': SURFACES[scheme].surface,
  '--app-line': SURFACES[scheme].line,
  '--mantine-color-body': SURFACES[scheme].surface,
  '--mantine-color-dimmed': SURFACES[scheme].dimmed,
  '--mantine-color-placeholder': SURFACES[scheme].dimmed,
  '--mantine-color-error': TONES[scheme].bad.text,
})

/** Mantine's own secondary, placeholder and error colours miss WCAG AA on a white page; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: own('light'),
  dark: own('dark'),
})
