import { z } from 'zod';

export const OVERVIEW_WINDOWS = ['1h', '24h', '7d'] as const;
export type OverviewWindow = (typeof OVERVIEW_WINDOWS)[number];

export const WINDOW_LABEL: Readonly<Record<OverviewWindow, string>> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
};

const querySchema = z.object({ window: z.enum(OVERVIEW_WINDOWS).catch('24h') });

export const parseOverviewWindow = (query: unknown): OverviewWindow => querySchema.parse(query).window;
