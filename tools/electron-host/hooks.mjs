/** Loader hook (`module.register`): `import 'electron'` finds the host instead of the package. */
const face = new URL('./face.mjs', import.meta.url).href

export async function resolve(specifier, context, nextResolve) {
  if (specifier !== 'electron' && specifier !== 'electron/main') {
    return nextResolve(specifier, context)
  }
  return { url: face, format: 'module', shortCircuit: true }
}
