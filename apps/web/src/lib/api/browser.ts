import { createApiClient } from '@sallyport/api-client';

/** The api through the console's own origin; the relay under `/api/v1` adds the access token, which never comes here. */
export const browserApi = createApiClient({ baseUrl: '/api', headers: {} });
