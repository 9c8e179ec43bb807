'use client';

import { LogIn } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { PROVIDER_ID } from '@/lib/auth/provider-id';

interface SignInButtonProps {
  readonly callbackUrl: string;
  /** Right after signing out, the provider asks who it is instead of letting the last person back in. */
  readonly asksAgain: boolean;
}

export function SignInButton({ callbackUrl, asksAgain }: SignInButtonProps) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    setIsLeaving(true);
    void signIn(PROVIDER_ID, { callbackUrl }, asksAgain ? { prompt: 'login' } : {}).catch(() => setIsLeaving(false));
  };
  return (
    <Button variant="primary" size="lg" className="mt-6 w-full" busy={isLeaving} onClick={leave}>
      {!isLeaving && <LogIn aria-hidden />}
      Continue with single sign-on
    </Button>
  );
}
