import { Compass } from 'lucide-react';
import Link from 'next/link';
import { FullPageMessage } from '@/components/full-page-message';
import { buttonStyle } from '@/components/ui/button';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <FullPageMessage
      icon={Compass}
      title="There is nothing here"
      action={
        <Link href="/" className={buttonStyle({ variant: 'primary' })}>
          Go to your organisation
        </Link>
      }
    >
      The address is wrong, or it belongs to something you may not see.
    </FullPageMessage>
  );
}
