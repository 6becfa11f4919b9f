import type { Role } from '../../db/api/define.ts';
import { type AppScreen, railOf } from '../screens.ts';
import { type Command, type CommandId, catalogue } from './catalogue.ts';

/** Screens with a number of their own, Ctrl+1 to Ctrl+9: the first of the rail. */
const numbered = 9;

/** Groups of the rail whose screens stand together in their menu. */
const sections: Record<AppScreen['group'], number> = { today: 1, command: 1, data: 2, force: 2, sync: 3, admin: 3 };

/** Every command a role is offered, in the order of the menus; the screens of the rail come with the keys of their place. */
export function commandsOf(role: Role): ReadonlyMap<CommandId, Command> {
  const screens = railOf(role).map((screen, index): [CommandId, Command] => [
    `go.${screen.path}`,
    {
      label: screen.label,
      menu: screen.group === 'admin' ? 'tools' : 'data',
      section: sections[screen.group],
      ...(index < numbered ? { keys: [`mod+${index + 1}`] } : {}),
    },
  ]);
  const own = (Object.entries(catalogue) as [CommandId, Command][]).filter(
    ([, { roles }]) => roles === undefined || roles.includes(role),
  );
  return new Map([...own, ...screens]);
}
