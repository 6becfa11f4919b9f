import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/* Who may import whom: db/api ← db/{domain,sync} ← the rest of db ← electron, and db/api ← renderer. */

const root = fileURLToPath(new URL('..', import.meta.url));

/** A source file and what it imports: packages by name, Node's modules as `node:…`, our own files as paths from the root. */
interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  /** Those of which more is taken than types. */
  readonly loads: readonly string[];
}

const importOf =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const nameOf = ([, from, bare, dynamic]: RegExpExecArray): string => {
    const name = from ?? bare ?? dynamic ?? '';
    return name.startsWith('.') ? ours(resolve(dirname(file), name)) : name;
  };
  const found = [...text.matchAll(importOf)];
  const loads = found.filter(([words]) => !/^\s*(?:import|export)\s+type\b/.test(words)).map(nameOf);
  return { path: ours(file), text, imports: found.map(nameOf), loads };
}

const ours = (file: string): string => relative(root, file).split(sep).join(posix.sep);

const sources: readonly Source[] = ['db', 'electron', 'renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readSource(join(root, folder, name))),
);

interface Layer {
  /** Files of the layer; the first layer that fits a file is its own. */
  readonly files: RegExp;
  /** Our own files that it may import. */
  readonly own: RegExp;
  readonly packages: readonly string[];
  readonly mayUseNode: boolean;
}

const layers: readonly Layer[] = [
  { files: /^db\/api\//, own: /^db\/api\//, packages: ['zod'], mayUseNode: false },
  { files: /^db\/domain\//, own: /^db\/(domain\/|api\/)/, packages: [], mayUseNode: false },
  { files: /^db\/sync\//, own: /^db\/(sync|domain|api)\//, packages: ['zod'], mayUseNode: false },
  {
    files: /^db\//,
    own: /^db\//,
    packages: ['zod', 'kysely', 'better-sqlite3', 'hash-wasm', 'papaparse', 'age-encryption'],
    mayUseNode: true,
  },
  { files: /^electron\/(main|preload)\.ts$/, own: /^(db|electron)\//, packages: ['zod', 'electron'], mayUseNode: true },
  { files: /^electron\//, own: /^(db|electron)\//, packages: ['zod'], mayUseNode: true },
  {
    files: /^renderer\//,
    own: /^(renderer|db\/api)\//,
    packages: [
      'echarts',
      '@fullcalendar/react',
      'zod',
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/dates',
      '@mantine/hooks',
      '@mantine/modals',
      '@mantine/notifications',
      '@fontsource-variable/inter',
      '@hookform/resolvers',
      'dayjs',
      'lucide-react',
      'minisearch',
      'react-hook-form',
      'wouter',
      'zustand',
    ],
    mayUseNode: false,
  },
];

const layerOf = (path: string): Layer => {
  const layer = layers.find(({ files }) => files.test(path));
  if (layer === undefined) throw new Error(`${path} belongs to no layer`);
  return layer;
};

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const isNode = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);
const isOwn = (name: string): boolean => /^(db|electron|renderer|test|build)\//.test(name);

function isAllowed(layer: Layer, name: string): boolean {
  if (isNode(name)) return layer.mayUseNode;
  if (isOwn(name)) return layer.own.test(name);
  return layer.packages.includes(packageOf(name));
}

const faults = (find: (source: Source) => readonly string[]): string[] =>
  sources.flatMap((source) => find(source).map((fault) => `${source.path}: ${fault}`));

test('there is something to look at', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.find(({ path }) => path === 'electron/backend.ts')?.imports).toEqual(
    expect.arrayContaining(['node:worker_threads', 'db/api/contract/index.ts']),
  );
});

test('every layer imports what is below it, and only the packages it is meant to', () => {
  expect(faults(({ path, imports }) => imports.filter((name) => !isAllowed(layerOf(path), name)))).toEqual([]);
});

test('no feature imports another feature', () => {
  const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(path)?.[1];
  expect(
    faults(({ path, imports }) => {
      const own = featureOf(path);
      return own === undefined ? [] : imports.filter((name) => (featureOf(name) ?? own) !== own);
    }),
  ).toEqual([]);
});

test('cryptography is in one file; ids and hosts take nothing from it but random bytes and a comparison', () => {
  const small =
    /^import \{ (?:(?:randomBytes|randomFillSync|randomUUID|timingSafeEqual)(?:, )?)+ \} from 'node:crypto';$/m;
  const users = sources.filter(({ imports }) => imports.some((name) => name === 'node:crypto' || name === 'crypto'));
  const strangers = users.filter(
    ({ path, text }) => path !== 'db/crypto.ts' && !(/^(db\/ids|electron\/[^/]+)\.ts$/.test(path) && small.test(text)),
  );
  expect(strangers.map(({ path }) => path)).toEqual([]);
  expect(users.map(({ path }) => path)).toContain('db/crypto.ts');
});

test('only what both Electron (BoringSSL) and Node (OpenSSL) have is used', () => {
  const { text } = readSource(join(root, 'db/crypto.ts'));
  const [, names = ''] = /import \{([^}]+)\} from 'node:crypto'/.exec(text) ?? [];
  const allowed = [
    'createCipheriv',
    'createDecipheriv',
    'createHash',
    'createHmac',
    'hkdfSync',
    'randomBytes',
    'timingSafeEqual',
    'scrypt',
    'scryptSync',
    'generateKeyPairSync',
    'sign',
    'verify',
  ];
  expect(
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !allowed.includes(name)),
  ).toEqual([]);
  expect([...text.matchAll(/create(?:C|Dec)ipheriv\('([^']+)'/g)].map(([, name]) => name)).toEqual([
    'aes-256-gcm',
    'aes-256-gcm',
  ]);
});

test('libraries of cryptography are in that one file too, and nobody reaches for the web’s', () => {
  const libraries = ['hash-wasm', 'age-encryption'];
  const users = (name: string) => sources.filter(({ imports }) => imports.some((each) => packageOf(each) === name));
  expect(libraries.map((name) => users(name).map(({ path }) => path))).toEqual([['db/crypto.ts'], ['db/crypto.ts']]);
  const web = /\bcrypto\.subtle\b|\bwebcrypto\b|\bglobalThis\.crypto\b|@noble\//;
  expect(faults(({ text }) => web.exec(text) ?? [])).toEqual([]);
});

test('age brings its cryptography in JavaScript; of the host it asks only X25519, and does without', () => {
  const folder = join(root, 'node_modules/age-encryption/dist');
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const packages = texts.flatMap((text) => [...text.matchAll(/from "([^"./][^"]*)"/g)].map(([, name = '']) => name));
  expect(packages.filter((name) => !/^@(noble|scure)\//.test(name))).toEqual([]);
  const asked = texts.flatMap((text) =>
    [...text.matchAll(/crypto\.subtle\.\w+\([^)]*?name: "(\w+)"/g)].map(([, name]) => name),
  );
  expect([...new Set(asked)]).toEqual(['X25519']);
});

test('SQL is in db/queries, in the migrations and in the core that keeps tables and log', () => {
  const sql =
    /['"`]\s*(?:WITH \w+|SELECT\s|INSERT (?:OR \w+ )?INTO\s|UPDATE \w+\s+SET|DELETE FROM|CREATE (?:TABLE|INDEX|TRIGGER|VIEW|UNIQUE)|DROP \w+|ALTER TABLE|VACUUM INTO|ATTACH DATABASE)/;
  const core = /^db\/(queries\/|migrations\/|(apply|commit|derived|open|rebuild|sql|tables|worker)\.ts$)/;
  expect(
    faults(({ path, text }) => (core.test(path) || !path.startsWith('db/') ? [] : (sql.exec(text) ?? []))),
  ).toEqual([]);
  expect(faults(({ path, text }) => (path.startsWith('db/') ? [] : (sql.exec(text) ?? [])))).toEqual([]);
});

test('no file comes back to itself by what it loads, at the start or later', () => {
  const loadsOf = new Map(sources.map(({ path, loads }) => [path, loads]));
  const done = new Set<string>();
  const circleFrom = (path: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of loadsOf.get(path) ?? []) {
      const circle = circleFrom(next, [...way, path]);
      if (circle !== undefined) return circle;
    }
    done.add(path);
    return undefined;
  };
  expect(sources.map(({ path }) => circleFrom(path, [])).filter((circle) => circle !== undefined)).toEqual([]);
});

test('no screen and no host makes markup or code from text', () => {
  const risky =
    /dangerouslySetInnerHTML|\binnerHTML\s*=|\bouterHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;
  expect(faults(({ text }) => risky.exec(text) ?? [])).toEqual([]);
});

test('nothing is opened over a network', () => {
  const outward =
    /\bfrom 'node:(?:https|net|dgram|tls|http2|dns)'|new WebSocket|XMLHttpRequest|EventSource|sendBeacon|openExternal/;
  const servers = new Set(['electron/web.ts']);
  expect(faults(({ path, text }) => (servers.has(path) ? [] : (outward.exec(text) ?? [])))).toEqual([]);
  expect(
    faults(({ path, imports }) => (servers.has(path) ? [] : imports.filter((name) => name === 'node:http'))),
  ).toEqual([]);
});

test('every package is pinned exactly, and there is one license to see', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('all Nodes that come with the project are one version', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const versions = Object.entries(optionalDependencies)
    .filter(([name]) => name.startsWith('node-'))
    .map(([, version]) => version);
  expect(new Set(versions)).toEqual(new Set([process.versions.node]));
});

test('no test is skipped or run alone', () => {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(test|spec)\.tsx?$/.test(name),
  );
  const guilty = tests.filter((name) =>
    /\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b/.test(readFileSync(join(root, 'test', name), 'utf8')),
  );
  expect(guilty).toEqual([]);
});
