import * as z from 'zod';
import { SettingsVariable, type StaffMember } from '../functions/domain/settings.ts';
import { parseDefinition, type Machine } from './execution.ts';
import type { FunctionPool } from './functions.ts';
import type { Inbound } from './mail-in.ts';
import type { Cloud } from './template.ts';

/** The state machines, with the names of their functions filled in. */
export function machinesOf(cloud: Cloud): Machine[] {
  const Properties = z.object({
    DefinitionString: z.string(),
    DefinitionSubstitutions: z.record(z.string(), z.string()).default({}),
  });
  return cloud.ofType('AWS::StepFunctions::StateMachine').map(({ ref, properties }) => {
    const { DefinitionString, DefinitionSubstitutions } = Properties.parse(properties);
    const definition = parseDefinition(DefinitionString, DefinitionSubstitutions);
    return { arn: ref, name: ref.split(':').at(-1) ?? ref, definition };
  });
}

/** The people of the stage settings, which every function that needs them gets as `SETTINGS`. */
export function staffOf(cloud: Cloud, functions: FunctionPool): readonly StaffMember[] {
  for (const { ref } of cloud.ofType('AWS::Lambda::Function')) {
    const settings = functions.environmentOf(ref)['SETTINGS'];
    if (settings !== undefined) return SettingsVariable.parse(settings).staff;
  }
  return SettingsVariable.parse('{}').staff;
}

/** What tokens of the staff directory carry. */
export function directoryOf(cloud: Cloud): [issuer: string, clientId: string] {
  const Properties = z.object({
    JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
  });
  const [authorizer] = cloud.ofType('AWS::ApiGatewayV2::Authorizer');
  if (!authorizer) return ['https://local', 'local'];
  const { Issuer, Audience } = Properties.parse(authorizer.properties).JwtConfiguration;
  return [Issuer, Audience[0] ?? 'local'];
}

/** Where mail goes: the function that the output names, and the folder its own variables name. */
export function inboundOf(cloud: Cloud, functions: FunctionPool): Inbound | undefined {
  const functionName = cloud.output('ReceiveMailFunctionName');
  if (functionName === undefined || !functions.has(functionName)) return undefined;
  const { MAIL_BUCKET, MAIL_PREFIX = '' } = functions.environmentOf(functionName);
  const bucket = MAIL_BUCKET ?? cloud.output('MailBucketName');
  return bucket === undefined ? undefined : { bucket, prefix: MAIL_PREFIX, functionName };
}
