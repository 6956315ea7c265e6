import { expect, test } from 'vitest'
import { foundLives } from './found.ts'
import { Lived, liveThrough } from './lived.ts'

test.each(foundLives)('$name', async ({ steps }) => {
  await expect(liveThrough(steps.map((step) => new Lived(step)))).resolves.toBeUndefined()
})
