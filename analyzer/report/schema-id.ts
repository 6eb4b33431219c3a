/** Raised in its first number when a reader of the old form would misread the new one. */
export const schemaVersion = '1.0.0';

/** Names the schema of the report; the package holds it as `layerfall/report.schema.json`. A name, not an address. */
export const schemaId = 'urn:layerfall:report:1';
