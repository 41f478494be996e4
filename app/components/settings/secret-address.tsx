import type { FieldMetadata } from "@conform-to/react";
import { CheckboxField, InputField } from "#app/components/ui/form-fields.tsx";
import { addressWords, type ShownAddress } from "#packages/core/secret-address.ts";

interface SecretAddressProps {
  meta: FieldMetadata<string>;
  removal: FieldMetadata<boolean>;
  label: string;
  /** What is known of the address that is set; the address itself is not shown again. */
  known: ShownAddress | null;
  placeholder: string;
  help: string;
}

/** An address that can be set, replaced or taken away, and not read. */
export function SecretAddress({ meta, removal, label, known, placeholder, help }: SecretAddressProps) {
  return (
    <div className="flex flex-col gap-1">
      <InputField
        meta={meta}
        label={label}
        type="url"
        optional
        autoComplete="off"
        placeholder={placeholder}
        help={known ? `${help} Set: ${addressWords(known)}. A new one replaces it; left empty, it stays.` : help}
      />
      {known && <CheckboxField meta={removal} label={`Remove the ${label}`} />}
    </div>
  );
}
