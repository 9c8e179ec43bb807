export { ServerForm } from './server-form';
export { NEW_SERVER, type ServerInput } from './server-input';
export { ServerState } from './server-state';
export { describeTransport } from './transport';
