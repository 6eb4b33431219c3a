/** Raised in its first number when a reader of the old form would misread the new one. */
export const fleetSchemaVersion = '1.0.0';

/** Names the schema of a fleet; the package holds it as `layerfall/fleet.schema.json`. A name, not an address. */
export const fleetSchemaId = 'urn:layerfall:fleet:1';
