import { relay } from '@/lib/api/relay';

export { relay as DELETE, relay as GET, relay as PATCH, relay as POST };
