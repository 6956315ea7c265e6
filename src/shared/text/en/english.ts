import type { Words } from '../words.ts'
import { connectWords } from './connect.ts'
import { deskWords } from './desk.ts'
import { troubleWords } from './faults.ts'
import { houseWords } from './house.ts'
import { lifeWords } from './life.ts'
import { runWords } from './run.ts'
import { tableWords } from './tables.ts'
import { templateFormWords } from './template-form.ts'
import { templateWords } from './template.ts'

export const english: Words = {
  language: 'en',
  ...deskWords,
  ...runWords,
  ...lifeWords,
  ...houseWords,
  ...connectWords,
  ...tableWords,
  ...troubleWords,
  template: templateWords,
  templateForm: templateFormWords,
}
