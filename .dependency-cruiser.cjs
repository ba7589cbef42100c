/** Who may import whom (style: docs/adr/002). Enforced by `npm run check`. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

const npm = (...names) => names.map((n) => `^node_modules/(\\.pnpm/)?${n}(/|$)`);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle hides who owns what.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import must resolve to a file or a declared package.',
      severity: 'error',
      from: {},
      // Types of the events alone: the package @types/aws-lambda has no code to resolve to.
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    only(
      'domain-is-pure',
      'Rules know no AWS, no clock, no random, no logger, no env.',
      '^functions/domain/',
      [
        '^functions/domain/',
        ...npm(
          'zod',
          'temporal-polyfill',
          'temporal-spec',
          'postal-mime',
          'htmlparser2',
          'chardet',
          'sanitize-html',
          'nodemailer',
        ),
      ],
    ),
    only('ports-speak-domain', 'A port is written in business words.', '^functions/ports/', [
      '^functions/(domain|ports)/',
      ...npm('zod'),
    ]),
    only('use-cases-know-ports', 'A use case needs rules and ports, nothing else.', '^functions/use-cases/', [
      '^functions/(domain|ports|use-cases)/',
      ...npm('zod', 'temporal-polyfill'),
    ]),
    {
      name: 'adapters-stay-outside',
      comment: 'Adapters implement ports; they call no use case and no handler.',
      severity: 'error',
      from: { path: '^functions/adapters/' },
      to: { path: '^(functions/(use-cases|handlers|runtime)|infra|local|tools|tests|web|workflows)/' },
    },
    {
      name: 'runtime-knows-no-business',
      comment: 'How we are a Lambda, whatever the business.',
      severity: 'error',
      from: { path: '^functions/runtime/' },
      to: { path: '^(functions/(use-cases|handlers|adapters)|infra|local|tools|tests|web)/' },
    },
    {
      name: 'no-doubles-in-handlers',
      comment: 'A double never ships.',
      severity: 'error',
      from: { path: '^functions/(handlers|use-cases|domain|runtime)/' },
      to: { path: '^functions/adapters/memory/' },
    },
    {
      name: 'contracts-speak-domain',
      comment: 'The bridge between ASL and code knows only the domain.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^(functions/(use-cases|ports|adapters|handlers|runtime)|infra|local|tools|tests|web)/' },
    },
    {
      name: 'infra-knows-env-schemas-only',
      comment: 'Infrastructure may see what a function needs, never what it does.',
      severity: 'error',
      from: { path: '^infra/' },
      to: {
        path: '^(functions/(use-cases|ports|adapters|runtime)|functions/handlers/[^/]+/handler|local|tools|tests)/',
      },
    },
    {
      name: 'handlers-are-not-imported',
      comment: 'Handlers run when imported; only their smoke tests may.',
      severity: 'error',
      from: { pathNot: '^tests/handlers/' },
      to: { path: '^functions/handlers/[^/]+/handler\\.ts$' },
    },
    {
      name: 'functions-know-no-laptop',
      comment: 'Nothing in functions/ knows that it runs locally.',
      severity: 'error',
      from: { path: '^(functions|workflows|infra|web)/' },
      to: { path: '^(local|tools|tests)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.out|\\.amends|\\.build)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
