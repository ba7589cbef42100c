import { arrivesLater } from './arrives-later.ts';

process.exitCode = arrivesLater(
  'train-text',
  'Fits a text classifier.',
  '--data FILE.csv --text COL --label COL --out MODEL.json',
);
