/** Services that a function may call; each has a variable of its own for where it is. */
const services = ['DYNAMODB', 'S3', 'SES', 'SFN', 'SECRETS_MANAGER', 'EVENTBRIDGE', 'SQS', 'LAMBDA'];

/** What Lambda tells every function of its surroundings, with all of AWS at one address. */
export const awsVariables = (url: string, region: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  TZ: ':UTC',
  ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
});
