import { arrivesLater } from './arrives-later.ts';

process.exitCode = arrivesLater(
  'train',
  'Fits a churn model on a firm’s own history.',
  '--data FILE.csv --label COL [--positive VALUE] [--id COL] [--drop A,B] [--learner auto|ebm|trees] [--seed N] [--report DIR] --out MODEL.json',
);
