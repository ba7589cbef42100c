import { arrivesLater } from './arrives-later.ts';

process.exitCode = arrivesLater(
  'classify',
  'Classifies the texts of a table.',
  '--model MODEL.json FILE.csv --text COL',
);
