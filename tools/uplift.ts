import { arrivesLater } from './arrives-later.ts';

process.exitCode = arrivesLater(
  'uplift',
  'Fits or applies a model of what an offer changes.',
  '--data FILE.csv --treatment COL --treated VALUE --control VALUE --outcome COL [--drop A,B] --out MODEL.json',
);
