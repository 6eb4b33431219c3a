/** Shards of one report have the same: a reader of another form would misread them. */
export const shardSchemaVersion = '1.0.0';

/** Names the schema of a shard; the package holds it as `layerfall/shard.schema.json`. A name, not an address. */
export const shardSchemaId = 'urn:layerfall:shard:1';
