export type { PolicyVocabulary } from './completions';
export { YamlEditor, type YamlEditorHandle } from './yaml-editor';
