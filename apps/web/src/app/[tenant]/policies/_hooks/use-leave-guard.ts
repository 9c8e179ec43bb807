'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

/** The address a click leads to inside the console, or null when it leads nowhere else. */
const destinationOf = (event: MouseEvent): string | null => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!anchor || anchor.target === '_blank' || anchor.origin !== window.location.origin) return null;
  return anchor.pathname === window.location.pathname ? null : anchor.pathname + anchor.search;
};

/** Asks before a link, a reload or a closed tab takes unpublished changes out of sight. */
export const useLeaveGuard = (isDirty: boolean) => {
  const router = useRouter();
  const [destination, setDestination] = useState<string | null>(null);
  useEffect(() => {
    if (!isDirty) return;
    const onClick = (event: MouseEvent) => {
      const leadsTo = destinationOf(event);
      if (leadsTo === null) return;
      event.preventDefault();
      event.stopPropagation();
      setDestination(leadsTo);
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isDirty]);
  return {
    isAsking: destination !== null,
    stay: () => setDestination(null),
    leave: () => {
      if (destination !== null) router.push(destination);
      setDestination(null);
    },
  };
};
