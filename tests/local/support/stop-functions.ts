/**
 * Stops functions in the midst of work, in a process of its own: `node stop-functions.ts FOLDER`. FOLDER is a bundle whose
 * handler never answers. Prints what still holds the process then, and ends when nothing does.
 */
import { join } from 'node:path';
import { newActivity } from '../../../local/activity.ts';
import { deployFunctions } from '../../../local/functions.ts';
import { newSharedTime } from '../../../local/shared-time.ts';
import { newFolder } from './fixture-template.ts';

const [bundle = ''] = process.argv.slice(2);
const functions = deployFunctions(
  [
    {
      ...{ logicalId: 'Slow', type: 'AWS::Lambda::Function', stack: 'service', ref: 'slow' },
      properties: { Code: { S3Key: 'slow.zip' }, Handler: 'index.handler', Timeout: 900 },
    },
  ],
  () => 'arn:aws:lambda:us-east-1:000000000000:function:slow',
  {
    cloud: { ofType: () => [], output: () => undefined, assetFolder: () => bundle },
    activity: newActivity(),
    time: newSharedTime(),
    logs: join(newFolder(), 'logs'),
    variables: () => ({}),
  },
);
// More than there are workers, so that some still wait for one.
for (let n = 1; n <= 5; n += 1) void functions.invoke('slow', {});
await new Promise((resolve) => setImmediate(resolve));
await functions.stop();
console.log(JSON.stringify(process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap')));
