import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Logo } from '@/components/logo';
import { findSession } from '@/lib/auth/current-session';
import { SignInButton } from './_components/sign-in-button';
import { parseSignInQuery, SIGN_IN_MESSAGES } from './sign-in-query';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, message } = parseSignInQuery(await searchParams);
  if (!message && (await findSession())) redirect(callbackUrl);
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-12">
      <div className="w-full max-w-sm">
        <Logo className="size-10" />
        <h1 className="mt-6 font-semibold text-2xl tracking-tight">Sign in to Sallyport</h1>
        <p className="mt-1 text-pretty text-ink-muted">The checkpoint between AI agents and the tools they use.</p>
        {message && (
          <p role="status" className="mt-6 rounded-lg border border-line bg-surface px-3 py-2 text-sm">
            {SIGN_IN_MESSAGES[message]}
          </p>
        )}
        <SignInButton callbackUrl={callbackUrl} asksAgain={message === 'SignedOut'} />
        <p className="mt-4 text-ink-faint text-xs">
          You are sent to your organisation's identity provider. Sallyport never sees your password.
        </p>
      </div>
    </main>
  );
}
