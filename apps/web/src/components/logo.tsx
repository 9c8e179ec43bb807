interface LogoProps {
  readonly className?: string;
}

/** A gate with two doors that are never open at once: the near one stands ajar, the far one is shut. */
export function Logo({ className }: LogoProps) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden focusable="false" fill="none">
      <path
        d="M4.5 28V13.5C4.5 7.15 9.65 2 16 2s11.5 5.15 11.5 11.5V28"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path d="M17.3 27.6V5.9a7.8 7.8 0 0 1 6.4 7.6v14.1Z" fill="currentColor" />
      <path d="M8.3 13.5a7.8 7.8 0 0 1 5-7.2v23.3l-4.2-1.6a1.3 1.3 0 0 1-.8-1.2Z" fill="var(--accent)" />
    </svg>
  );
}
