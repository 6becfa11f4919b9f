import { entityNames } from '../../db/api/entity-names.ts';
import { pickFile } from '../api.ts';
import { fieldPlace } from '../features/help/field-place.ts';
import { topicOfScreen } from '../help/topics.ts';
import { go } from '../navigate.ts';
import { useRailCollapsed } from '../rail.ts';
import { railOf } from '../screens.ts';
import { useChanges } from '../stores/changes.ts';
import { useHelp } from '../stores/help.ts';
import { offerFiles } from '../stores/incoming-files.ts';
import { type Density, type Language, type Scheme, scales, useLayout } from '../stores/layout.ts';
import { useSession } from '../stores/session.ts';
import { useTour } from '../stores/tour.ts';
import { useViewDate } from '../stores/view-date.ts';
import { changeLanguage } from '../text/index.ts';
import { useUndoCommands } from './undo-commands.ts';
import { type Binding, type Bindings, useCommands, useScreen } from './use-commands.ts';

const to = (path: string): Binding => ({ run: () => go(path) });

/** Asks for bundle files at once, and shows them where they are looked at and taken in. */
function chooseIncoming(): void {
  void pickFile({ mode: 'open', extensions: ['goi'], multiple: true }).then(offerFiles, () => {});
  go('/import');
}

/** Screens and records to begin: from everywhere, not only from their screen. */
function useGoing(): void {
  const role = useSession((s) => s.session?.user.role ?? 'viewer');
  const isOfOffice = useSession(
    ({ session }) => session?.user.unitId === null || session?.user.unitId === session?.officeUnitId,
  );
  const bindings: Bindings = {
    'file.newDirective': to('/directives/new'),
    'file.newTask': isOfOffice ? to('/tasks/new') : undefined,
    'file.newReport': to('/reports/new'),
    'file.newUnit': to('/units/new'),
    'file.newEvent': to('/reorganize/new'),
    'file.newRegistration': to('/model-wards/new'),
    'file.newStocktake': to('/stocktakes/new'),
    'file.newUser': to('/users/new'),
    'file.importUnits': to('/units/import'),
    'file.importBundle': isOfOffice ? { run: chooseIncoming } : undefined,
    'file.viewBundle': to('/bundles/view'),
    'data.bundles': to('/bundles'),
  };
  for (const { path } of railOf(role)) bindings[`go.${path}`] = to(`/${path}`);
  useCommands(bindings);
}

const stepTo = (percent: number | undefined): void => {
  if (percent !== undefined) useLayout.getState().set({ scalePercent: percent });
};

/** How the window looks. */
function useLooking(): void {
  const { scheme, scalePercent, density, language, set } = useLayout();
  const isRailCollapsed = useRailCollapsed();
  const larger = scales.find((percent) => percent > scalePercent);
  const smaller = scales.findLast((percent) => percent < scalePercent);
  const schemeIs = (value: Scheme): Binding => ({ run: () => set({ scheme: value }), isChecked: scheme === value });
  const rowsAre = (value: Density): Binding => ({ run: () => set({ density: value }), isChecked: density === value });
  const speaks = (value: Language): Binding => ({ run: () => changeLanguage(value), isChecked: language === value });
  useCommands({
    'view.rail': { run: () => set({ isRailCollapsed: !isRailCollapsed }), isChecked: !isRailCollapsed },
    'view.zoomIn': { run: () => stepTo(larger), isEnabled: larger !== undefined },
    'view.zoomOut': { run: () => stepTo(smaller), isEnabled: smaller !== undefined },
    'view.zoomReset': { run: () => stepTo(100), isEnabled: scalePercent !== 100 },
    'view.light': schemeIs('light'),
    'view.dark': schemeIs('dark'),
    'view.contrast': schemeIs('contrast'),
    'view.auto': schemeIs('auto'),
    'view.compact': rowsAre('compact'),
    'view.comfortable': rowsAre('comfortable'),
    'view.vietnamese': speaks('vi'),
    'view.english': speaks('en'),
  });
}

/** F1: the help of the field one is in, else of the screen; once more: into the help itself. */
function openHelp(screen: string): void {
  const field = fieldPlace(document.activeElement);
  const { isOpen, place: shown, open } = useHelp.getState();
  const place = location.hash.slice(2).split('/').slice(0, 2).join('/');
  const topic = topicOfScreen[place] ?? topicOfScreen[screen];
  const next = field ?? (topic === undefined ? null : { topic, anchor: undefined });
  const isThere = isOpen && shown?.topic === next?.topic && shown?.anchor === next?.anchor;
  if (isThere) document.querySelector<HTMLElement>('.vm-help input')?.focus();
  else open(next);
}

/** Binds what can be done wherever one is; once, by the frame. */
export function useGlobalCommands(): void {
  const isOtherDay = useViewDate((s) => s.on !== s.today);
  const screen = useScreen();
  useGoing();
  useLooking();
  useUndoCommands();
  useCommands({
    'view.today': {
      run: () => useViewDate.setState((s) => ({ on: s.today })),
      isEnabled: isOtherDay,
    },
    // By the menu the list hears of it as by its keys.
    'edit.copy': { run: () => document.execCommand('copy') },
    'view.refresh': { run: () => useChanges.getState().note(entityNames) },
    'view.preferences': to('/preferences'),
    'help.open': { run: () => openHelp(screen) },
    'help.tour': { run: () => useTour.getState().start() },
    'help.keys': to('/keys'),
    'file.print': { run: () => window.print() },
    'file.lock': { run: () => useSession.getState().lock() },
  });
}
