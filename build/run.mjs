/*
 * Every npm script starts here, under whatever Node is installed (20 or newer): it installs what is missing, then goes
 * on under the Node that comes with the project, because the database's native module crashes under others.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const isWindows = process.platform === 'win32';
const pinnedNode = at(
  'node_modules',
  `node-${isWindows ? 'win' : process.platform}-${process.arch}`,
  'bin',
  isWindows ? 'node.exe' : 'node',
);
const stampPath = at('node_modules', '.vung-manh-installed');

/** Runs a program in the foreground; its failure ends this one with the same code. */
function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit', cwd: root, ...options });
  if (error) throw error;
  if (signal) process.exit(130);
  if (status !== 0) process.exit(status ?? 1);
}

/** The last thing a command does: its signals and its exit code are the program's. */
function become(command, args, cwd = process.env.INIT_CWD ?? process.cwd()) {
  const child = spawn(command, args, { stdio: 'inherit', cwd });
  process.on('SIGINT', () => {}); // the terminal has told the program too
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    throw error;
  });
  child.on('close', (code) => process.exit(code ?? 130));
}

// ---- install --------------------------------------------------------------------------------------------------------

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
const isInstalled = () =>
  existsSync(pinnedNode) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === lockHash();

/** Standard output belongs to the command that follows, so everything said here goes to standard error. */
function install() {
  if (isInstalled()) return;
  console.error('Cài đặt thư viện (lần đầu vài phút) · Installing dependencies (a few minutes the first time)');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const stdio = ['inherit', process.stderr, process.stderr];
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args], { stdio });
  else run('npm', args, { stdio, shell: isWindows });
  if (!existsSync(pinnedNode)) {
    console.error(`Không có Node cho máy này · No Node for this kind of PC: ${process.platform}-${process.arch}`);
    process.exit(1);
  }
  writeFileSync(stampPath, lockHash());
}

// ---- build ----------------------------------------------------------------------------------------------------------

/** A test runner's own NODE_ENV would build React for developers. */
const vite = (...args) =>
  run(pinnedNode, [at('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn', ...args], {
    env: { ...process.env, NODE_ENV: 'production' },
  });

/** Each part: what it is made of, what it makes, how. */
const parts = {
  renderer: {
    from: ['renderer', 'db/api', 'build/vite.config.ts', 'electron/static-files.ts'],
    make: () => vite('-c', 'build/vite.config.ts'),
  },
  electron: {
    from: ['electron', 'db', 'build/vite.node.config.ts'],
    make: () => {
      for (const mode of ['main', 'preload', 'worker', 'bundleThread'])
        vite('-c', 'build/vite.node.config.ts', '--mode', mode);
    },
  },
};

function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const path of paths) add(at(path));
  return hash.digest('hex');
}

/** Builds a part unless what it is made of is as it was. */
function build(name) {
  const { from, make } = parts[name];
  const stamp = at('out', `.${name}-built`);
  const hash = hashOf([...from, 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  mkdirSync(at('out'), { recursive: true });
  rmSync(stamp, { force: true });
  make();
  writeFileSync(stamp, hash);
}

// ---- commands -------------------------------------------------------------------------------------------------------

/** Electron's program, if it is here; nothing is ever downloaded. */
function electronBinary() {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const path = at('node_modules/electron/dist', names[process.platform] ?? 'electron');
  return existsSync(path) ? path : undefined;
}

/** A screen to show a window on; Chromium's sandbox, which we never switch off, refuses to run as root. */
function hasScreen() {
  if (isWindows || process.platform === 'darwin') return true;
  return process.getuid?.() !== 0 && Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Takes `--demo` out of the arguments: the demo office is made if need be, and its folder is opened. */
function withDemo(args) {
  if (!args.includes('--demo')) return args;
  const rest = args.filter((arg) => arg !== '--demo');
  const given = rest.indexOf('--data');
  const folder = given >= 0 ? rest[given + 1] : join(homedir(), '.vung-manh-demo');
  run(pinnedNode, [at('electron/demo.ts'), '--data', folder], { cwd: process.env.INIT_CWD ?? process.cwd() });
  return given >= 0 ? rest : [...rest, '--data', folder];
}

function start(rawArgs) {
  const args = withDemo(rawArgs);
  const electron = electronBinary();
  if (electron && hasScreen()) {
    build('renderer');
    build('electron');
    return become(electron, [root, ...args]);
  }
  console.log(
    'Không mở được cửa sổ Electron trên máy này; dùng trình duyệt · No Electron window on this PC; use a browser',
  );
  web(args);
}

function web(rawArgs) {
  const args = withDemo(rawArgs);
  build('renderer');
  become(pinnedNode, [at('electron/web-main.ts'), ...args]);
}

function tool(name, ...args) {
  run(at('node_modules', '.bin', isWindows ? `${name}.cmd` : name), args, { shell: isWindows });
}

const biome = (...args) => tool('biome', 'check', '--config-path=build/biome.config.json', ...args, '.');

function check() {
  tool('tsc', '-b');
  biome();
  tool('oxlint', '-c', 'build/oxlint.json', '--deny-warnings');
}

function test(args) {
  if (args.length === 0) check();
  build('renderer');
  build('electron');
  become(pinnedNode, [at('node_modules/vitest/vitest.mjs'), 'run', '-c', 'build/vitest.config.ts', ...args], root);
}

const commands = {
  start,
  web,
  cli: (args) => become(pinnedNode, [at('electron/cli.ts'), ...args]),
  check,
  format: () => biome('--write'),
  test,
  build: () => {
    build('renderer');
    build('electron');
  },
  /** Long proofs of the exchange; each prints its seed and fails when anything is wrong. */
  sim: (args) => become(pinnedNode, [at('test/tools/sim.ts'), ...args], root),
  kill: (args) => become(pinnedNode, [at('test/tools/kill.ts'), ...args], root),
  fuzz: (args) => become(pinnedNode, [at('test/tools/fuzz.ts'), ...args], root),
  /** The pictures of the exchange for the help and the README, taken anew. */
  pictures: () => become(pinnedNode, [at('test/tools/pictures.ts')], root),
  /** Every branch of the pure core of the exchange is taken by its own tests. */
  coverage: (args) =>
    become(
      pinnedNode,
      [
        ...[
          at('node_modules/vitest/vitest.mjs'),
          'run',
          '-c',
          'build/vitest.config.ts',
          '--project',
          'parts',
          'test/sync/',
        ],
        ...[
          '--coverage.enabled',
          '--coverage.provider=v8',
          '--coverage.include=db/sync/**',
          '--coverage.reporter=text',
        ],
        ...['--coverage.thresholds.branches=100', '--coverage.reportsDirectory=out/coverage', ...args],
      ],
      root,
    ),
  /** Installers; needs electron-builder's downloads, or its warmed caches. */
  pack: (args) => {
    build('renderer');
    build('electron');
    tool('electron-builder', '--config', 'build/electron-builder.yml', ...args);
  },
};

const [name = 'start', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`${Object.keys(commands).join(' | ')}, not ${name}`);
  process.exit(2);
}
install();
// Threads and child processes start from the sources, a dozen at a time: what was compiled once need not be again.
if (name !== 'coverage') process.env.NODE_COMPILE_CACHE ??= at('.cache', 'compile');
command(args);
