import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { HttpApi } from './http-api.ts';
import { stageOf } from './stage.ts';

/** CloudFront before the API: quick assets and a name of one's own. It adds no behaviour that the API lacks. */
export class Front extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, api: HttpApi) {
    super(scope, id);
    const { domain, certificateArn, webAclArn } = stageOf(this).settings;
    const stack = Stack.of(this);
    const origin = new HttpOrigin(`${api.api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(30),
    });
    const named = domain !== undefined && certificateArn !== undefined;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Amends',
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      additionalBehaviors: {
        '/assets/*': {
          origin,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        },
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(named && {
        domainNames: [domain],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      }),
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
    });
    this.#acknowledge({ named, walled: webAclArn !== undefined });
  }

  #acknowledge({ named, walled }: { named: boolean; walled: boolean }): void {
    const findings = Validations.of(this.distribution);
    findings.acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'A customer may complain from any country.' },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'An access log would hold link tokens, which are part of API paths; the API logs route, status and latency.',
      },
    );
    if (!walled) {
      findings.acknowledge({
        id: 'AwsSolutions-CFR2',
        reason:
          'The API throttles and limits sizes itself; a firm that pays for a web ACL names it in webAclArn.',
      });
    }
    if (!named) {
      findings.acknowledge({
        id: 'AwsSolutions-CFR4',
        reason: 'Without certificateArn CloudFront serves under its own name, whose TLS policy AWS fixes.',
      });
    }
  }
}
