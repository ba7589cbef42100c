export { StoreEnv as Env } from '../../runtime/env-schemas.ts';
