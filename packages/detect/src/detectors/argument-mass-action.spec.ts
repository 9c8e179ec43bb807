import { args, describeDetector } from '../testing/cases.js';
import { argumentMassAction } from './argument-mass-action.js';

describeDetector(argumentMassAction, {
  attacks: [
    args({ path: '/', recursive: true }, 'delete_files'),
    args({ all: true, force: true, target: '*' }, 'removeUsers'),
    args({ environment: 'production', cascade: true }, 'drop_database'),
    args({ ids: Array.from({ length: 150 }, (_, i) => i) }, 'purge_records'),
    args({ name: 'delete_all_files', args: '{"path":"/data","recursive":true}' }, 'call_tool'),
  ],
  twins: [
    args({ path: 'dist', recursive: true }, 'delete_files'),
    args({ id: 7, force: true }, 'delete_user'),
    args({ all: true }, 'list_users'),
    args({ branch: 'main' }, 'delete_comment'),
    args({ ids: [1, 2, 3] }, 'remove_labels'),
  ],
});
