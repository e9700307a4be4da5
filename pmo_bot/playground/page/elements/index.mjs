// One entry per element type: a new element needs a view and a line here.
import { html } from "../lib/html.mjs";
import { Button, FeedbackButtons, IconButton, Overflow } from "./button.mjs";
import { Checkboxes, RadioButtons } from "./choice.mjs";
import { DatePicker, DateTimePicker, TimePicker } from "./dates.mjs";
import { FileInput, PlainText, RichTextInput, TypedText } from "./inputs.mjs";
import { Select } from "./select.mjs";
import { Picture } from "../blocks/picture.mjs";

const ELEMENTS = {
  button: Button, workflow_button: Button, overflow: Overflow, icon_button: IconButton, feedback_buttons: FeedbackButtons,
  radio_buttons: RadioButtons, checkboxes: Checkboxes,
  datepicker: DatePicker, timepicker: TimePicker, datetimepicker: DateTimePicker,
  plain_text_input: PlainText, number_input: TypedText, email_text_input: TypedText, url_text_input: TypedText,
  rich_text_input: RichTextInput, file_input: FileInput,
  image: ({ element }) => html`<${Picture} of=${element} class="thumb" />`,
};
for (const kind of ["static", "external", "users", "channels", "conversations"])
  ELEMENTS[`${kind}_select`] = ELEMENTS[`multi_${kind}_select`] = Select;

/** `live`: outside of a form, changing an element is an action of its own. */
export function Element({ element, live = true, ...rest }) {
  const View = ELEMENTS[element.type];
  return View ? html`<${View} element=${element} live=${live} ...${rest} />` : html`<span class="quiet">Unsupported element: ${element.type}</span>`;
}
