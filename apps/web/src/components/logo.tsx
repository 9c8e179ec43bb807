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
      <path d="M17.4 28V14.2a5.7 5.7 0 0 1 5.7 5.7V28Z" fill="currentColor" />
      <path d="M8.9 25.4v-5.5c0-1.9.9-3.6 2.4-4.6l3.3-2.2v16.7l-4.3-2.2c-.9-.4-1.4-1.3-1.4-2.2Z" fill="var(--accent)" />
    </svg>
  );
}
