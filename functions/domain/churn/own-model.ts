/** What the setting calls a model that the firm trained itself. */
export const OWN_MODEL = 'own';

/** The file beside a function's bundle that holds it. */
export const OWN_MODEL_FILE = 'churn.model.json';
