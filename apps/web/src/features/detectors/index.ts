export { DetectorFormFields } from './detector-form-fields';
export { type DetectorForm, NEW_DETECTOR, toDefinition, toForm } from './detector-form-state';
export {
  describeRate,
  frameworkName,
  MODE_LABEL,
  MODE_MEANING,
  MODE_TONE,
  ORIGIN_LABEL,
  SURFACE_LABEL,
  shortRate,
} from './detector-text';
export { ModeDialog } from './mode-dialog';
export { useDetectorCheck } from './use-detector-check';
