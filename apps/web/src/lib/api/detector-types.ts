import type { BodyOf, ResponseOf } from '@sallyport/api-client';

export type Detector = ResponseOf<'listDetectors'>['items'][number];
export type DetectorMode = Detector['mode'];
export type CustomDetectorView = ResponseOf<'listCustomDetectors'>['items'][number];
/** As it is stored, and as it is sent: there defaults may be left out. */
export type StoredDefinition = CustomDetectorView['definition'];
export type DetectorDefinition = BodyOf<'createCustomDetector'>['definition'];
export type DetectorCheck = ResponseOf<'checkDetector'>;
export type DetectorBundle = ResponseOf<'listDetectorBundles'>['items'][number];
export type RegisteredSecret = ResponseOf<'listRegisteredSecrets'>['items'][number];
