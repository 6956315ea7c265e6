// One start, measured in a process of its own by bench/okta.ts: the adapter, and then the SDK.

const megabytes = (): number => process.memoryUsage.rss() / 1024 / 1024

const startedAt = performance.now()
await import('../src/main/provider/okta/provider.ts')
const adapterMs = performance.now() - startedAt
const rssMb = megabytes()

const { loadSdk } = await import('../src/main/provider/okta/calls/sdk.ts')
const sdkStartedAt = performance.now()
await loadSdk()
const sdkMs = performance.now() - sdkStartedAt
console.log(JSON.stringify({ adapterMs, rssMb, sdkMs, sdkRssMb: megabytes() - rssMb }))
