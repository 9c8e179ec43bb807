'use client';

import { Hourglass } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { EmptyState } from '@/components/ui/empty-state';

const LOOK_AGAIN_MS = 700;

/** Somebody followed the link in a denial faster than its record travels from the gateway: looks again until it is here. */
export function CallOnItsWay() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <EmptyState icon={Hourglass} title="This call is on its way">
      It was decided a moment ago; its record arrives from the gateway any second. This page looks again by itself.
    </EmptyState>
  );
}
