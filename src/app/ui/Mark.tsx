/** The mark: images × projects, most of them full, some claimed, one still open. It holds at 16 px. */
export const Mark = ({ size }: { size: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" fill="currentColor" aria-hidden>
    <path d="M0 0h4v4H0zM6 0h4v4H6zM12 0h4v4h-4zM0 6h4v4H0zM6 6h4v4H6zM12 8h4v2h-4zM0 12h4v4H0zM6 14h4v2H6z" />
    <path opacity=".35" d="M12 6h4v2h-4zM6 12h4v2H6z" />
    <path fill="none" stroke="currentColor" strokeWidth="1.2" d="M12.6 12.6h2.8v2.8h-2.8z" />
  </svg>
)
