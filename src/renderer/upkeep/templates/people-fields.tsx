import type { ReactElement } from 'react'
import { type } from '../../commands/template-actions.ts'
import type { TemplateForm } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import { ChoiceField } from '../fields/choice-field.tsx'
import { GroupsField } from '../fields/groups-field.tsx'
import { TextField } from '../fields/text-field.tsx'

/** Who gets a key, and what changes for them at the provider with it. */
export function PeopleFields({ form }: { form: TemplateForm }): ReactElement {
  const { fields } = useWords().templateForm
  const { attribute } = form
  return (
    <>
      <ChoiceField
        words={fields.missingPerson}
        choices={['refuse', 'create-staged', 'create-active']}
        value={form.missingPerson}
        onChange={(missingPerson) => type({ missingPerson })}
      />
      <GroupsField
        label={fields.groups.label}
        field="groups"
        groups={form.groups}
        onChange={(groups) => type({ groups })}
      />
      <ChoiceField
        words={fields.attribute}
        choices={['none', 'text', 'number', 'yes', 'no']}
        value={attribute}
        onChange={(chosen) => type({ attribute: chosen })}
      />
      {attribute !== 'none' && (
        <TextField
          label={fields.attributeName.label}
          field="attribute.name"
          value={form.attributeName}
          onChange={(attributeName) => type({ attributeName })}
        />
      )}
      {(attribute === 'text' || attribute === 'number') && (
        <TextField
          label={fields.attributeValue.label}
          field="attribute.value"
          value={form.attributeValue}
          isNumber={attribute === 'number'}
          onChange={(attributeValue) => type({ attributeValue })}
        />
      )}
    </>
  )
}
