// Counts ahead of the program: strace counts each thread's calls apart, so those of the pool's one thread are
// made so many more that none of the main thread's has the same number. Every one of these calls fails.
const { fsync, link, rename, unlink } = require('node:fs')

const nowhere = '/dev/null/nowhere'
const noFile = 0x7fffffff
for (let calls = 0; calls < Number(process.env.KEYDESK_PAD); calls++) {
  fsync(noFile, () => {})
  link(nowhere, nowhere, () => {})
  rename(nowhere, nowhere, () => {})
  unlink(nowhere, () => {})
}
