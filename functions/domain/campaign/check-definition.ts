import { checkRule } from '../segment/check.ts';
import type { CampaignDefinition, CampaignStep } from './definition.ts';

export interface DefinitionProblem {
  readonly path: string;
  readonly message: string;
}

/** Sums of shares are compared as people write them: three thirds of 0.333 are whole enough. */
const SHARE_SLACK = 0.005;

/** Everything about a campaign that has the right form and still makes no sense. */
export function checkDefinition(definition: CampaignDefinition): readonly DefinitionProblem[] {
  const { steps } = definition;
  const problems: DefinitionProblem[] = checkRule(definition.segment).map(({ path, message }) => ({
    path: join('segment', path),
    message,
  }));
  const places = new Map<string, number>();
  steps.forEach((step, place) => {
    if (places.has(step.id))
      problems.push({ path: `steps.${place}.id`, message: `"${step.id}" is there twice` });
    else places.set(step.id, place);
  });
  steps.forEach((step, place) => {
    problems.push(...problemsOf(step, place, steps, places));
  });
  if (!steps.some(({ do: what }) => what === 'mail' || what === 'ask' || what === 'hand-over'))
    problems.push({ path: 'steps', message: 'nothing is done: there is no mail, ask or hand-over' });
  if (definition.trigger.when === 'festival' && definition.again === undefined)
    problems.push({
      path: 'again',
      message: 'a festival comes back: say after how many days a customer may enter again',
    });
  return problems;
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('.');

function problemsOf(
  step: CampaignStep,
  place: number,
  steps: readonly CampaignStep[],
  places: ReadonlyMap<string, number>,
): DefinitionProblem[] {
  const at = `steps.${place}`;
  if (step.do === 'mail') {
    const sum = step.variants.reduce((total, { share }) => total + share, 0);
    return [
      ...(Math.abs(sum - 1) > SHARE_SLACK
        ? [
            {
              path: `${at}.variants`,
              message: `the shares add up to ${Math.round(sum * 1000) / 1000}, not 1`,
            },
          ]
        : []),
      ...twice(step.variants.map(({ name }) => name)).map((name) => ({
        path: `${at}.variants`,
        message: `"${name}" is there twice`,
      })),
    ];
  }
  if (step.do === 'ask')
    return twice(step.answers.map(({ id }) => id)).map((id) => ({
      path: `${at}.answers`,
      message: `"${id}" is there twice`,
    }));
  if (step.do !== 'branch') return [];
  return [
    ...leadsOn(step.otherwise, `${at}.otherwise`, place, places),
    ...step.cases.flatMap((one, n) => {
      const here = `${at}.cases.${n}`;
      if ((one.answer === undefined) === (one.rule === undefined))
        return [{ path: here, message: 'needs either "answer" or "rule"' }];
      const asked = steps[places.get(one.answer?.step ?? '') ?? -1];
      const isAnswer = asked?.do === 'ask' && asked.answers.some(({ id }) => id === one.answer?.is);
      return [
        ...leadsOn(one.go, `${here}.go`, place, places),
        ...(one.answer && !isAnswer
          ? [{ path: `${here}.answer`, message: `no step "${one.answer.step}" asks for "${one.answer.is}"` }]
          : []),
        ...(one.rule
          ? checkRule(one.rule).map(({ path, message }) => ({ path: join(here, 'rule', path), message }))
          : []),
      ];
    }),
  ];
}

/** Forward only, so that every way through comes to an end. */
function leadsOn(
  to: string,
  path: string,
  from: number,
  places: ReadonlyMap<string, number>,
): DefinitionProblem[] {
  const place = places.get(to);
  if (place === undefined) return [{ path, message: `there is no step "${to}"` }];
  return place > from ? [] : [{ path, message: `leads back to "${to}"; a campaign goes forward only` }];
}

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, place) => names.indexOf(name) !== place)),
];
