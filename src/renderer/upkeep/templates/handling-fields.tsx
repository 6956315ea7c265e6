import type { ReactElement } from 'react'
import { type } from '../../commands/template-actions.ts'
import type { TemplateForm } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import { CheckField } from '../fields/check-field.tsx'
import { ChoiceField } from '../fields/choice-field.tsx'
import { GroupsField } from '../fields/groups-field.tsx'
import { TextField } from '../fields/text-field.tsx'

interface Props {
  readonly form: TemplateForm
}

/** When the key can be used, and what that waits for. */
export function ActivationFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  const { activation, activationGroup, lifetime } = form
  return (
    <>
      <ChoiceField
        words={fields.activation}
        choices={['at-once', 'pin', 'group', 'challenge']}
        value={activation}
        field="activation.gate"
        onChange={(chosen) => type({ activation: chosen })}
      />
      {activation === 'group' && (
        <GroupsField
          label={fields.activationGroup.label}
          field="activation.group"
          groups={activationGroup === null ? [] : [activationGroup]}
          isSingle
          onChange={([group]) => type({ activationGroup: group ?? null })}
        />
      )}
      {activation === 'challenge' && (
        <TextField
          label={fields.lifetime.label}
          hint={fields.lifetime.hint.detail}
          field="activation.lifetimeS"
          value={lifetime}
          isNumber
          onChange={(seconds) => type({ lifetime: seconds })}
        />
      )}
    </>
  )
}

export function EraseFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  return (
    <ChoiceField
      words={fields.erase}
      choices={['never', 'when-not-blank', 'always']}
      value={form.erase}
      onChange={(erase) => type({ erase })}
    />
  )
}

/** What inactive means, for no provider suspends one key alone. */
export function InactiveFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  const { inactive, inactiveGroup } = form
  return (
    <>
      <ChoiceField
        words={fields.inactive}
        choices={['suspend-person', 'leave-group', 'delete-factor']}
        value={inactive}
        onChange={(means) => type({ inactive: means })}
      />
      {inactive === 'leave-group' && (
        <GroupsField
          label={fields.inactiveGroup.label}
          field="inactive.group"
          groups={inactiveGroup === null ? [] : [inactiveGroup]}
          isSingle
          onChange={([group]) => type({ inactiveGroup: group ?? null })}
        />
      )}
    </>
  )
}

export function ProofFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  return (
    <>
      <ChoiceField
        words={fields.proof}
        choices={['key', 'provider']}
        value={form.proof}
        onChange={(proof) => type({ proof })}
      />
      <ChoiceField
        words={fields.events}
        choices={['ask', 'apply']}
        value={form.providerEvents}
        onChange={(providerEvents) => type({ providerEvents })}
      />
      <div>
        <CheckField
          label={fields.letter.label}
          isOn={form.letter}
          onChange={(letter) => type({ letter })}
        />
        <CheckField
          label={fields.label.label}
          isOn={form.label}
          onChange={(label) => type({ label })}
        />
      </div>
    </>
  )
}
