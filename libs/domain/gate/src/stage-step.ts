import type { GateFacts } from './gate-facts.ts';
import { finding, type Finding } from './verdict.ts';

/** What a stage of maturity asks for, whatever the checkpoint table says. */
export function stageStep(
  { meaningful, risk }: Pick<GateFacts, 'meaningful' | 'risk'>,
  stage: string,
): Finding {
  if (!meaningful) return finding('stage', 'not-meaningful', 'it changes nothing that others rely on');
  if (stage === 'assistive' || stage === 'shadow') {
    return finding('stage', 'assistive', 'at this stage a person approves every meaningful output', 'review');
  }
  if (stage === 'supervised' && risk !== 'low') {
    return finding(
      'stage',
      'supervised',
      `at this stage a person approves what is of ${risk} risk`,
      'review',
    );
  }
  return finding('stage', stage, `stage ${stage} leaves it to the checkpoint table`);
}
