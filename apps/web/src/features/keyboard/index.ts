export { Kbd, ShortcutsDialog } from './shortcuts-dialog';
export { useHotkeys } from './use-hotkeys';
export { useListKeys } from './use-list-keys';
