export { ResetBehaviour } from './reset-behaviour';
