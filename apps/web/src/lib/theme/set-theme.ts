import { THEME_COOKIE, type Theme } from './theme';

const YEAR_S = 365 * 24 * 60 * 60;

/** Applies a theme at once and remembers it; the server reads the cookie and renders the right one from the first byte. */
export const setTheme = (theme: Theme): void => {
  const root = document.documentElement;
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
};
