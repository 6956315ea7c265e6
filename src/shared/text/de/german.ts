import type { Words } from '../words.ts'
import { connectWords } from './connect.ts'
import { deskWords } from './desk.ts'
import { troubleWords } from './faults.ts'
import { lifeWords } from './life.ts'
import { runWords } from './run.ts'
import { tableWords } from './tables.ts'
import { templateFormWords } from './template-form.ts'
import { templateWords } from './template.ts'
import { upkeepWords } from './upkeep.ts'

export const german: Words = {
  language: 'de',
  ...deskWords,
  ...runWords,
  ...lifeWords,
  ...upkeepWords,
  ...connectWords,
  ...tableWords,
  ...troubleWords,
  template: templateWords,
  templateForm: templateFormWords,
}
