import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Main is ESM; a sandboxed preload cannot be (electron docs, esm.md). One bundle serves Electron 45
// and Node 20.19, so nothing newer than that is emitted.
export default defineConfig({
  main: {
    // Fixed by the build: what the app is started with must not choose it.
    define: { KEYDESK_TEST_BUILD: JSON.stringify(process.env['KEYDESK_TEST_BUILD'] ?? '') },
    build: {
      target: 'node20.19',
      externalizeDeps: true,
      rollupOptions: {
        input: { index: 'src/main/index.ts' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.19',
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      minify: true,
      assetsInlineLimit: 0,
      // It is read from the disk; a warning at 500 kB is meant for what is sent over a network.
      chunkSizeWarningLimit: 1000,
      rollupOptions: { input: 'src/renderer/index.html' },
    },
  },
})
