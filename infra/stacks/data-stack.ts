import type { Construct } from 'constructs';
import { CaseTable } from '../constructs/case-table.ts';
import { StageStack, type StageFacts } from '../constructs/stage.ts';

/** What must outlive every deployment. */
export class DataStack extends StageStack {
  readonly caseTable: CaseTable;

  constructor(scope: Construct, facts: StageFacts) {
    super(scope, 'data', facts);
    this.caseTable = new CaseTable(this, 'CaseTable');
  }
}
