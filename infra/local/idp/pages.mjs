// The two pages a person sees at the bundled identity provider. No script, no external request.

const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--line:#dfe3e8;--text:#12161c;--soft:#5b6673;--accent:#1f6f5c;--accent-text:#fff;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--bg:#0c0f13;--card:#14181e;--line:#262d36;--text:#e8ecf1;--soft:#98a3b1;--accent:#3fb68f;--accent-text:#06130e;--bad:#ff8a80}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main{width:100%;max-width:380px;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:32px}
h1{font-size:20px;margin:0 0 4px;letter-spacing:-.01em}p{margin:0 0 20px;color:var(--soft)}label{display:block;font-weight:550;margin:14px 0 6px}
input{width:100%;padding:10px 12px;border:1px solid var(--line);border-radius:9px;background:var(--bg);color:inherit;font:inherit}
input:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button{width:100%;margin-top:22px;padding:11px;border:0;border-radius:9px;background:var(--accent);color:var(--accent-text);font:inherit;font-weight:600;cursor:pointer}
.bad{margin:0 0 4px;color:var(--bad)}footer{margin-top:20px;font-size:13px;color:var(--soft)}`;

const page = (
  title,
  body,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

/** @param {{ uid: string, email?: string, failed: boolean }} view */
export const signInPage = ({ uid, email = '', failed }) =>
  page(
    'Sign in · local identity provider',
    `<h1>Local identity provider</h1><p>It stands in for your company's single sign-on.</p>
${failed ? '<p class="bad" role="alert">That e-mail and password do not match.</p>' : ''}
<form method="post" action="/interaction/${escapeHtml(uid)}" autocomplete="on">
<label for="email">E-mail</label><input id="email" name="email" type="email" required autocomplete="username" value="${escapeHtml(email)}" autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" required autocomplete="current-password">
<button type="submit">Sign in</button></form>
<footer>Runs on this machine only. The terminal that started Sallyport shows the demo sign-in.</footer>`,
  );

export const errorPage = (title, detail) => page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p>`);
