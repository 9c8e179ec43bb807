import { stopRunning } from '../infra/local/running.mjs';
import { ROOT } from './install.mjs';

process.stdout.write((await stopRunning(ROOT)) ? 'Sallyport has stopped.\n' : 'Sallyport is not running.\n');
