// Embedded, everything in one process, is the default. With Kafka every service is a process of its own, so that
// each can be scaled and killed alone.
await import(process.argv.includes('--kafka') ? './processes/main.ts' : './embedded/main.ts');
