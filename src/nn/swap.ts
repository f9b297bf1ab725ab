/**
 * Puts another module where one stood: how a weight is stored (in blocks, sharded, elsewhere) is changed this way and
 * never by an intervention, and what is computed is changed by an intervention and never this way.
 */
import { glob } from "./glob.ts";
import { children, type Module, named } from "./module.ts";

/**
 * Asks `make` for each part whose path fits the pattern, and puts what it gives in that part's place; for `undefined` the
 * part stays. The old parts' weights are the caller's to release. Returns the paths that changed; throws where there is
 * none: a pattern that silently fits nothing is the commonest mistake there is.
 */
export function swap(model: Module, at: string, make: (part: Module) => Module | undefined): string[] {
  const fits = glob(at);
  const changed: string[] = [];
  const visit = (parent: Module) => {
    for (const [name, child] of [...children(parent)]) {
      const other = fits(child.path) ? make(child) : undefined;
      if (other === undefined) visit(child);
      else {
        place(parent, name, named(other, child.path));
        changed.push(child.path);
      }
    }
  };
  visit(model);
  if (changed.length === 0) throw new Error(`no part of this model that "${at}" fits could be swapped`);
  return changed;
}

/** `name` as `children` gives it: a field, or a field and a place in its list or record. */
function place(parent: Module, name: string, child: Module): void {
  const [field = "", index] = name.split(".");
  if (index === undefined) Object.assign(parent, { [field]: child });
  else Object.assign(Reflect.get(parent, field) as object, { [index]: child });
}
