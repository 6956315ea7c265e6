import { wholeNumber, type FieldName, type TemplateForm } from './template-form.ts'

/** A key takes from 4 to 63 characters (CTAP 2.2 section 6.5.1). */
const isLength = (typed: string): boolean => isBetween(typed, 4, 63)
const isText = (typed: string): boolean => typed.trim() !== '' && typed.trim().length <= 100

/**
 * What keeps a template from being saved, field by field; the same that the station refuses
 * (src/shared/template-schema.ts).
 */
export function wrongIn(form: TemplateForm): readonly FieldName[] {
  const rules: readonly (readonly [FieldName, boolean])[] = [
    ['name', isText(form.name)],
    ['activation.gate', form.activation !== 'pin' || form.pin !== 'typed'],
    ['activation.group', form.activation !== 'group' || form.activationGroup !== null],
    [
      'activation.lifetimeS',
      form.activation !== 'challenge' || isBetween(form.lifetime, 1, 86_400),
    ],
    ['pin.length', isPinLengthFit(form)],
    ['minimumPinLength', form.minimumPinLength.trim() === '' || isLength(form.minimumPinLength)],
    ['forcePinChange', form.pin !== 'typed' || form.forcePinChange === 'never'],
    ['models', form.models.length <= 200],
    ['groups', form.groups.length <= 20],
    ['attribute.name', form.attribute === 'none' || isText(form.attributeName)],
    ['attribute.value', isValueFit(form)],
    ['inactive.group', form.inactive !== 'leave-group' || form.inactiveGroup !== null],
  ]
  return rules.filter(([, isFit]) => !isFit).map(([name]) => name)
}

const fields: readonly FieldName[] = [
  'name',
  'activation.gate',
  'activation.group',
  'activation.lifetimeS',
  'pin.length',
  'minimumPinLength',
  'forcePinChange',
  'models',
  'groups',
  'attribute.name',
  'attribute.value',
  'inactive.group',
]

/** The fields that the station's refusal is about: `template.models.3` is about the models. */
export function fieldsAt(paths: readonly string[]): readonly FieldName[] {
  const places = paths.map((path) => path.replace(/^template\./u, ''))
  return fields.filter((field) =>
    places.some(
      (place) =>
        place === field ||
        place.startsWith(`${field}.`) ||
        (place !== '' && isPartOf(field, place)),
    ),
  )
}

/** A path to a whole choice is about whatever is typed for it. */
function isPartOf(field: FieldName, place: string): boolean {
  return field.startsWith(`${place}.`)
}

/** What AAGUIDs look like, in lower case. */
export function isModel(typed: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(typed)
}

function isPinLengthFit({ pin, pinLength, minimumPinLength }: TemplateForm): boolean {
  if (pin === 'typed') return true
  const minimum = wholeNumber(minimumPinLength)
  return isLength(pinLength) && !(wholeNumber(pinLength) < minimum)
}

function isValueFit({ attribute, attributeValue }: TemplateForm): boolean {
  if (attribute === 'text') return attributeValue.length <= 200
  if (attribute !== 'number') return true
  return attributeValue.trim() !== '' && Number.isFinite(Number(attributeValue))
}

function isBetween(typed: string, least: number, most: number): boolean {
  const number = wholeNumber(typed)
  return number >= least && number <= most
}
