import { type Layer, TEXTURES, type Texture } from './textures.ts'

const colourOf = ({ colour }: Layer) => (colour === 'sheet' ? 'var(--app-surface)' : `var(--px-${colour})`)

/** A texture beside its word: in legends, badges and counts. It repeats the word, so it is hidden from ears. */
export const Swatch = ({ texture, size = 12 }: { texture: Texture; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 12 12"
    aria-hidden
    style={{ flex: 'none', forcedColorAdjust: 'none' }}
  >
    {TEXTURES[texture].map((layer) => (
      <g key={layer.shape} fill={colourOf(layer)} stroke={colourOf(layer)} strokeWidth={0}>
        {SHAPES[layer.shape]}
      </g>
    ))}
  </svg>
)

const SHAPES: Record<Layer['shape'], React.ReactNode> = {
  full: <rect width={12} height={12} rx={1.5} />,
  'lower half': <path d="M0 6h12v6H0z" />,
  hatch: <path d="M0 4 4 0M0 8 8 0M0 12 12 0M4 12 12 4M8 12 12 8" strokeWidth={1.4} />,
  stipple: <path d="M1 2h1m2 0h1m2 0h1m2 0h1M2 5h1m2 0h1m2 0h1M1 8h1m2 0h1m2 0h1m2 0h1" strokeWidth={1} />,
  outline: <rect x={0.5} y={0.5} width={11} height={11} rx={1} fill="none" strokeWidth={1} />,
  dashed: (
    <rect x={0.5} y={0.5} width={11} height={11} fill="none" strokeWidth={1} strokeDasharray="2 1.67" />
  ),
  ring: <rect x={1} y={1} width={10} height={10} rx={1} fill="none" strokeWidth={2} />,
  plus: <path d="M2.5 5.1h2.6V2.5h1.8v2.6h2.6v1.8H6.9v2.6H5.1V6.9H2.5z" />,
  minus: <path d="M2.5 5.1h7v1.8h-7z" />,
  cross: <path d="m3 3 6 6m0-6-6 6" fill="none" strokeWidth={1.7} />,
  dot: <circle cx={6} cy={6} r={1.25} />,
}
