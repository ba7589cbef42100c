import { pathToFileURL } from 'node:url';

/** Prints the milliseconds of processor time that importing a bundle takes, in a process that has loaded nothing of it before. */
const [, , file = ''] = process.argv;
const before = process.cpuUsage();
await import(pathToFileURL(file).href);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
