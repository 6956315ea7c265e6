import type { ReactElement } from 'react'
import { type } from '../../commands/template-actions.ts'
import type { TemplateForm } from '../../state/template-form.ts'
import { useWords } from '../../text/use-words.ts'
import { CheckField } from '../fields/check-field.tsx'
import { ChoiceField } from '../fields/choice-field.tsx'
import { ModelsField } from '../fields/models-field.tsx'
import { TextField } from '../fields/text-field.tsx'

interface Props {
  readonly form: TemplateForm
}

/** Where the PIN comes from, and whether it is the last one. */
export function PinFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  return (
    <>
      <ChoiceField
        words={fields.pin}
        choices={['typed', 'random-digits', 'random-letters']}
        value={form.pin}
        onChange={(pin) => type({ pin })}
      />
      {form.pin !== 'typed' && (
        <TextField
          label={fields.pinLength.label}
          field="pin.length"
          value={form.pinLength}
          isNumber
          onChange={(pinLength) => type({ pinLength })}
        />
      )}
      <ChoiceField
        words={fields.forcePinChange}
        choices={['never', 'where-possible', 'required']}
        value={form.forcePinChange}
        field="forcePinChange"
        onChange={(forcePinChange) => type({ forcePinChange })}
      />
    </>
  )
}

/** What is set on the key itself, beside the PIN. */
export function KeyFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  return (
    <>
      <TextField
        label={fields.minimum.label}
        hint={fields.minimum.hint.detail}
        field="minimumPinLength"
        value={form.minimumPinLength}
        isNumber
        onChange={(minimumPinLength) => type({ minimumPinLength })}
      />
      <ChoiceField
        words={fields.userVerification}
        choices={['provider', 'required']}
        value={form.userVerification}
        onChange={(userVerification) => type({ userVerification })}
      />
      <div>
        <CheckField
          label={fields.residentKey.label}
          isOn={form.requireResidentKey}
          onChange={(requireResidentKey) => type({ requireResidentKey })}
        />
        <CheckField
          label={fields.alwaysUv.label}
          isOn={form.alwaysUv}
          onChange={(alwaysUv) => type({ alwaysUv })}
        />
        <CheckField
          label={fields.enterprise.label}
          isOn={form.enterpriseAttestation}
          onChange={(enterpriseAttestation) => type({ enterpriseAttestation })}
        />
      </div>
    </>
  )
}

/** Which keys are taken, and what has to prove that they are what they say. */
export function ModelFields({ form }: Props): ReactElement {
  const { fields } = useWords().templateForm
  return (
    <>
      <ModelsField models={form.models} onChange={(models) => type({ models })} />
      <ChoiceField
        words={fields.attestation}
        choices={['record', 'verify', 'require-root']}
        value={form.attestation}
        onChange={(attestation) => type({ attestation })}
      />
      <ChoiceField
        words={fields.origins}
        choices={['usual', 'every']}
        value={form.origins}
        onChange={(origins) => type({ origins })}
      />
    </>
  )
}
