import type { ReactElement } from 'react'
import { type } from '../../commands/template-actions.ts'
import type { TemplateForm } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import { Group } from '../fields/group.tsx'
import { TextField } from '../fields/text-field.tsx'
import { ActivationFields, EraseFields, InactiveFields, ProofFields } from './handling-fields.tsx'
import { KeyFields, ModelFields, PinFields } from './key-fields.tsx'
import { PeopleFields } from './people-fields.tsx'
import styles from './templates.module.css'

/** Every field of a template, under plain headings. */
export function TemplateFields({ form }: { form: TemplateForm }): ReactElement {
  const { groups, fields } = useWords().templateForm
  return (
    <>
      <div className={styles.first}>
        <TextField
          label={fields.name.label}
          field="name"
          value={form.name}
          onChange={(name) => type({ name })}
        />
      </div>
      <Group title={groups.activation.title}>
        <ActivationFields form={form} />
      </Group>
      <Group title={groups.pin.title}>
        <PinFields form={form} />
      </Group>
      <Group title={groups.onKey.title}>
        <KeyFields form={form} />
      </Group>
      <Group title={groups.erase.title}>
        <EraseFields form={form} />
      </Group>
      <Group title={groups.keys.title}>
        <ModelFields form={form} />
      </Group>
      <Group title={groups.people.title}>
        <PeopleFields form={form} />
      </Group>
      <Group title={groups.inactive.title}>
        <InactiveFields form={form} />
      </Group>
      <Group title={groups.proof.title}>
        <ProofFields form={form} />
      </Group>
    </>
  )
}
