/** A laptop cloud in a process of its own, to be killed: `node run-cloud.ts DATA TEMPLATE`. */
import { startLocalCloud } from '../../../local/cloud.ts';

const [dataDir = '', template = ''] = process.argv.slice(2);
const cloud = await startLocalCloud({ dataDir, template, clock: '2026-03-02T09:00:00Z', speed: 0 });
// One function never gets past its second call: the moment in which the process is killed.
cloud.calls.refuse({ service: 'ses' }, { status: 500, code: 'InternalFailure' });
console.log(cloud.url);
