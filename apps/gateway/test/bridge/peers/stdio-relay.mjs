// A stdio server whose mind is elsewhere: its standard streams are a socket of the test's own process, where the SDK's stdio
// transport runs, so that one ledger hears hosted children too. Ends when either side does.
import { connect } from 'node:net';

const socket = connect(Number(process.argv[2]), '127.0.0.1');
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.on('error', () => process.exit(1));
socket.on('close', () => process.exit(0));
