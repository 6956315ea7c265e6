import type { Words } from '../words.ts'
import { deskWords } from './desk.ts'
import { failures } from './failures.ts'
import { remedies } from './remedies.ts'
import { runWords } from './run.ts'

export const german: Words = { language: 'de', ...deskWords, ...runWords, failures, remedies }
