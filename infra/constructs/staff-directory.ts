import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { CfnUserPoolGroup, FeaturePlan, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { StaffGroup } from '../../functions/domain/settings.ts';
import { named } from './stage.ts';

/** Who of the firm may sign in, and as what. People are added by the firm; groups are ours. */
export class StaffDirectory extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly authorizer: HttpJwtAuthorizer;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: named(this, 'staff'),
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      passwordPolicy: {
        // What an invitation's made-up password has on emulators too; a second factor is wanted besides.
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: FeaturePlan.ESSENTIALS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'A handful of staff with a required second factor; the Plus plan bills every user for risk scoring.',
    });
    this.client = this.pool.addClient('Console', {
      authFlows: { userSrp: true },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      preventUserExistenceErrors: true,
    });
    for (const group of StaffGroup.options) {
      new CfnUserPoolGroup(this, group, { userPoolId: this.pool.userPoolId, groupName: group });
    }
    const issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${this.pool.userPoolId}`;
    this.authorizer = new HttpJwtAuthorizer('Staff', issuer, { jwtAudience: [this.client.userPoolClientId] });
  }
}
