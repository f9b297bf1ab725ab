/** A program's blocks, as it can call them. */

import type { Block } from "./nodes.ts";
import { Callable, Instance, type Value } from "./values.ts";

/** `self`: the program's blocks, by name. */
export class TemplateReference extends Instance {
  readonly type = "jinja2.runtime.TemplateReference";
  constructor(
    readonly blocks: ReadonlyMap<string, Block>,
    readonly render: (block: Block) => string,
  ) {
    super();
  }
  override item(name: string): Value | undefined {
    const block = this.blocks.get(name);
    return block && new BlockReference(() => this.render(block));
  }
  override repr(): string {
    return "<TemplateReference None>";
  }
}

class BlockReference extends Callable {
  readonly type = "jinja2.runtime.BlockReference";
  constructor(readonly render: () => string) {
    super();
  }
  call(): Value {
    return this.render();
  }
}
