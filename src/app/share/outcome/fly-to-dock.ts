const MS = 320

/**
 * The picture of the plan that was just sent goes to where the jobs are, so that the eye finds it there. Nothing moves where
 * the system asks for less motion, and nothing of the page changes its place.
 */
export function flyToDock(form: HTMLElement | null) {
  const picture = form?.querySelector<HTMLCanvasElement>('canvas')
  const dock = document.querySelector('[data-dock]')
  if (!picture || !dock || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const [from, to] = [picture.getBoundingClientRect(), dock.getBoundingClientRect()]
  const copy = document.createElement('canvas')
  copy.width = picture.width
  copy.height = picture.height
  copy.getContext('2d')?.drawImage(picture, 0, 0)
  copy.setAttribute('aria-hidden', 'true')
  Object.assign(copy.style, {
    position: 'fixed',
    zIndex: '300',
    pointerEvents: 'none',
    transformOrigin: 'top left',
    left: `${from.left}px`,
    top: `${from.top}px`,
    width: `${from.width}px`,
    height: `${from.height}px`,
  })
  document.body.append(copy)
  const size = Math.min(1, Math.max(40, to.width - 32) / from.width)
  const end = `translate(${to.left + 16 - from.left}px, ${to.top + 64 - from.top}px) scale(${size})`
  const flight = copy.animate(
    [
      { transform: 'none', opacity: 1 },
      { transform: end, opacity: 0.2 },
    ],
    { duration: MS, easing: 'ease-in-out' },
  )
  flight.onfinish = () => copy.remove()
  flight.oncancel = () => copy.remove()
}
