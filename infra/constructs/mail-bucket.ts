import { CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';
import { named } from './stage.ts';

/** Folders of the bucket: raw mail, files to import, files of the form before and after a complaint claims them, parts of mail on their way to staff. */
export const bucketFolders = {
  mail: 'mail/',
  imports: 'imports/',
  uploads: 'uploads/',
  attachments: 'attachments/',
  extracted: 'extracted/',
} as const;

/** Raw mail as it arrived, files of customers, and imports on their way into the table. Survives its stack. */
export class MailBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        // A file waits a day for its complaint; S3 counts days from midnight.
        { id: 'unclaimed-uploads', prefix: bucketFolders.uploads, expiration: Duration.days(2) },
        { id: 'extracted-parts', prefix: bucketFolders.extracted, expiration: Duration.days(1) },
        { id: 'imported-files', prefix: bucketFolders.imports, expiration: Duration.days(7) },
        {
          id: 'leftovers',
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      // From any page: the signed address is the right, no cookie goes along, and a firm may put the form on its own site.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: ['*'],
          allowedHeaders: ['content-type'],
          maxAge: 3600,
        },
      ],
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Every object has a ledger row that says when it came and what became of it; a log bucket would hold the addresses again.',
    });
    this.bucket.addToResourcePolicy(this.#sesMayStore());
  }

  /** Reading of raw mail. */
  bindMail(fn: ServiceFunction<'MAIL_BUCKET' | 'MAIL_PREFIX'>): void {
    fn.set('MAIL_BUCKET', this.bucket.bucketName);
    fn.set('MAIL_PREFIX', bucketFolders.mail);
    fn.allow(allow(['s3:GetObject'], [this.bucket.arnForObjects(`${bucketFolders.mail}*`)]));
    this.#acknowledgeFolder(fn, bucketFolders.mail);
  }

  /** Looking through raw mail: which messages are there, and since when. */
  bindMailList(fn: ServiceFunction<'MAIL_BUCKET' | 'MAIL_PREFIX'>): void {
    this.bindMail(fn);
    fn.allow(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${bucketFolders.mail}*` } },
      }),
    );
  }

  /** Parts taken out of mail, for a day: `put` lays them there, `read` signs downloads of them and of the mail. */
  bindExtracted(fn: ServiceFunction<'MAIL_BUCKET' | 'MAIL_PREFIX'>, { may }: { may: 'put' | 'read' }): void {
    this.bindMail(fn);
    const action = may === 'put' ? 's3:PutObject' : 's3:GetObject';
    fn.allow(allow([action], [this.bucket.arnForObjects(`${bucketFolders.extracted}*`)]));
    this.#acknowledgeFolder(fn, bucketFolders.extracted);
  }

  /** `upload` signs a PUT for the one who imports; `read` takes the rows out. */
  bindImports(fn: ServiceFunction<'IMPORT_BUCKET'>, { may }: { may: 'upload' | 'read' }): void {
    fn.set('IMPORT_BUCKET', this.bucket.bucketName);
    const action = may === 'upload' ? 's3:PutObject' : 's3:GetObject';
    fn.allow(allow([action], [this.bucket.arnForObjects(`${bucketFolders.imports}*`)]));
    this.#acknowledgeFolder(fn, bucketFolders.imports);
  }

  /** Where files of the form lie, for a function that only names the place. */
  nameAttachments(fn: ServiceFunction<'ATTACHMENT_BUCKET'>): void {
    fn.set('ATTACHMENT_BUCKET', this.bucket.bucketName);
  }

  /** `take` signs uploads and puts what a complaint claims where it stays; `read` signs downloads of that. */
  bindAttachments(fn: ServiceFunction<'ATTACHMENT_BUCKET'>, { may }: { may: 'take' | 'read' }): void {
    this.nameAttachments(fn);
    const uploads = this.bucket.arnForObjects(`${bucketFolders.uploads}*`);
    const kept = this.bucket.arnForObjects(`${bucketFolders.attachments}*`);
    if (may === 'read') {
      fn.allow(allow(['s3:GetObject'], [kept]));
    } else {
      fn.allow(allow(['s3:GetObject'], [uploads]));
      fn.allow(allow(['s3:PutObject'], [uploads, kept]));
      this.#acknowledgeFolder(fn, bucketFolders.uploads);
    }
    this.#acknowledgeFolder(fn, bucketFolders.attachments);
  }

  /** Only the receipt rules of this stage, in this account, may store, and only below mail/. */
  #sesMayStore(): PolicyStatement {
    const stack = Stack.of(this);
    return new PolicyStatement({
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [this.bucket.arnForObjects(`${bucketFolders.mail}*`)],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'ses',
            resource: 'receipt-rule-set',
            resourceName: `${named(this, 'inbound')}:receipt-rule/*`,
          }),
        },
      },
    });
  }

  #acknowledgeFolder(fn: ServiceFunction, folder: string): void {
    const resource = this.bucket.node.defaultChild;
    if (!CfnElement.isCfnElement(resource)) throw new Error('a bucket without its resource');
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(resource)}.Arn>/${folder}*]`,
      reason: 'Object keys are made at run time; the right ends at the folder.',
    });
  }
}
