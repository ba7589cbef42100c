import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as Api,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';
import { logRetention, named, stageOf } from './stage.ts';

/** Path and query never reach the log: a link token is part of the path. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
});

/** The one front door: `POST /api/complaints` reaches a function, and everything else the pages. */
export class HttpApi extends Construct {
  readonly api: Api;
  readonly #integrations = new Map<ServiceFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { settings } = stageOf(this);
    this.api = new Api(this, 'Api', { apiName: named(this, 'api'), createDefaultStage: false });
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/http/${named(this, 'api')}`,
      retention: logRetention(this),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.requestsPerSecond, burstLimit: settings.requestBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(accessLogFormat),
      },
    });
  }

  /** Base of links: the stage's own `publicUrl`, or else where the API answers. */
  get publicUrl(): string {
    return stageOf(this).settings.publicUrl ?? this.api.apiEndpoint;
  }

  /** A route open to the world; what it may do is decided by the token in its path. */
  openRoute(route: `${HttpMethod} /${string}`, fn: ServiceFunction): void {
    const added = this.#route(route, fn, new HttpNoneAuthorizer());
    Validations.of(added).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Customers have no account: they complain without one, and answer by a signed link.',
    });
  }

  /** A route for staff. */
  staffRoute(route: `${HttpMethod} /${string}`, fn: ServiceFunction, authorizer: IHttpRouteAuthorizer): void {
    this.#route(route, fn, authorizer);
  }

  /** Everything that is no route: the pages. */
  otherwise(fn: ServiceFunction): void {
    const added = new HttpRoute(this, 'Otherwise', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: this.#integration(fn),
    });
    Validations.of(added).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Pages hold no data; the API behind them does the asking.',
    });
  }

  /** Tells the function the base of links. */
  bind(fn: ServiceFunction<'PUBLIC_URL'>): void {
    fn.set('PUBLIC_URL', this.publicUrl);
  }

  #route(route: string, fn: ServiceFunction, authorizer: IHttpRouteAuthorizer): HttpRoute {
    const [method, path = ''] = route.split(' ');
    return new HttpRoute(this, route.replaceAll('/', ':'), {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(
        path,
        Object.values(HttpMethod).find((known) => known === method),
      ),
      integration: this.#integration(fn),
      authorizer,
    });
  }

  #integration(fn: ServiceFunction): HttpLambdaIntegration {
    const known = this.#integrations.get(fn);
    if (known) return known;
    const made = new HttpLambdaIntegration(fn.handlerName, fn.lambda);
    this.#integrations.set(fn, made);
    return made;
  }
}
