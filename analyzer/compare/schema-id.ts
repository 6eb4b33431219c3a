/** Raised in its first number when a reader of the old form would misread the new one. */
export const comparisonSchemaVersion = '1.0.0';

/** Names the schema of a comparison; the package holds it as `layerfall/comparison.schema.json`. A name, not an address. */
export const comparisonSchemaId = 'urn:layerfall:comparison:1';
