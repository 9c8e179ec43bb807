export { Kbd, ShortcutsDialog } from './shortcuts-dialog';
export { useHotkeys } from './use-hotkeys';
