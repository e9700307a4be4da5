// One entry per block type: a new block needs a view and a line here.
import { html, useErrorBoundary } from "../lib/html.mjs";
import { Actions, Context, Divider, Header, Image, MarkdownBlock, Section, Video } from "./basic.mjs";
import { Alert, Card, Carousel, Container, ContextActions, Plan, TaskCard } from "./boxes.mjs";
import { DataVisualization } from "./chart.mjs";
import { Input } from "./input.mjs";
import { RichTextBlock } from "./rich-text.mjs";
import { DataTable, Table } from "./tables.mjs";

const BLOCKS = {
  section: Section, header: Header, context: Context, actions: Actions, divider: Divider, image: Image, markdown: MarkdownBlock, video: Video,
  rich_text: RichTextBlock, table: Table, data_table: DataTable, data_visualization: DataVisualization, input: Input,
  alert: Alert, card: Card, carousel: Carousel, container: Container, context_actions: ContextActions, task_card: TaskCard, plan: Plan,
};

/** A block that cannot be drawn must not take the conversation with it. */
function Guarded({ block }) {
  const [error] = useErrorBoundary();
  const View = BLOCKS[block.type];
  if (error || !View) return html`<p class="quiet unsupported">${error ? "A block could not be drawn" : "Unsupported block"}: ${block.type}</p>`;
  return html`<${View} block=${block} />`;
}

export const Blocks = ({ of }) => (of ?? []).map((block, index) => html`<${Guarded} key=${`${block.type}/${block.block_id ?? index}`} block=${block} />`);
