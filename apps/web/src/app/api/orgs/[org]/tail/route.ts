import type { NextRequest } from 'next/server';
import { relayTail } from '@/lib/api/relay';

export const dynamic = 'force-dynamic';

export const GET = async (request: NextRequest, { params }: { params: Promise<{ org: string }> }): Promise<Response> =>
  relayTail(request, (await params).org);
