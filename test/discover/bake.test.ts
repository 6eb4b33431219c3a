import { describe, expect, test } from 'vitest';

import { buildLines, discover, lines, noticeLines, plain, type Files } from './build-lines.ts';

/** A bake file beside a Dockerfile. */
function hcl(...all: readonly string[]): Files {
  return { 'docker-bake.hcl': lines(...all), Dockerfile: plain };
}

const rows: readonly (readonly [string, Files, readonly string[]])[] = [
  ['a target with nothing in it', hcl('target "app" {}'), ['app: Dockerfile in .']],
  [
    'every attribute that matters to a build',
    {
      'docker-bake.hcl': lines(
        'target "app" {',
        '  context = "src"',
        '  dockerfile = "../docker/app.Dockerfile"',
        '  target = "prod"',
        '  args = { A = "1", B = 2, C = true, D = null }',
        '  contexts = { shared = "../shared", lib = "docker-image://alpine" }',
        '  platforms = ["linux/amd64", "linux/arm64"]',
        '  tags = ["org/app:1"]',
        '}',
      ),
      'src/': '',
      'docker/app.Dockerfile': plain,
    },
    [
      'app: docker/app.Dockerfile in src, target prod, args A=1 B=2 C=true, contexts lib=docker-image://alpine, for linux/amd64 linux/arm64, as org/app:1, unresolved named context shared: "../shared" lies outside the repository',
    ],
  ],
  [
    'an inline Dockerfile',
    hcl('target "app" {', '  dockerfile-inline = <<EOT', 'FROM scratch', 'EOT', '}'),
    ['Dockerfile: Dockerfile in .', 'app: "FROM scratch\\n" in .'],
  ],
  [
    'inherits: later ones over earlier ones, itself over all; args by key, tags replaced',
    hcl(
      'target "_a" {',
      '  args = { X = "a", Y = "a", Z = "a" }',
      '  tags = ["a"]',
      '}',
      'target "_b" {',
      '  args = { Y = "b", Z = "b" }',
      '}',
      'target "app" {',
      '  inherits = ["_a", "_b"]',
      '  args = { Z = "c" }',
      '  tags = ["c"]',
      '}',
    ),
    ['app: Dockerfile in ., args X=a Y=b Z=c, as c'],
  ],
  [
    'a matrix makes a target for each combination',
    hcl(
      'target "app" {',
      '  name = "app-${os}-${v.n}"',
      '  matrix = {',
      '    os = ["a", "b"]',
      '    v = [{ n = 1, t = "x" }, { n = 2, t = "y" }]',
      '  }',
      '  target = v.t',
      '  args = { OS = os }',
      '}',
    ),
    [
      'app-a-1: Dockerfile in ., target x, args OS=a',
      'app-a-2: Dockerfile in ., target y, args OS=a',
      'app-b-1: Dockerfile in ., target x, args OS=b',
      'app-b-2: Dockerfile in ., target y, args OS=b',
    ],
  ],
  [
    'a target that only lends attributes is no build, unless a group or a context asks for it',
    hcl(
      'group "default" { targets = ["meta"] }',
      'target "meta" { args = { A = "1" } }',
      'target "_common" { args = { B = "1" } }',
      'target "app" { inherits = ["meta", "_common"] }',
    ),
    ['app: Dockerfile in ., args A=1 B=1', 'meta: Dockerfile in ., args A=1'],
  ],
  [
    'a target that checks is no build',
    hcl('target "lint" { call = "check" }', 'target "app" { target = "x" }'),
    ['app: Dockerfile in ., target x'],
  ],
  [
    'contexts of other targets',
    hcl('target "base" { target = "base" }', 'target "app" { contexts = { base = "target:base" } }'),
    ['app: Dockerfile in ., contexts base=target:base', 'base: Dockerfile in ., target base'],
  ],
  [
    'attributes of other targets',
    hcl('target "a" { args = { V = "1" } }', 'target "b" {', '  target = "b"', '  args = { W = target.a.args.V }', '}'),
    ['a: Dockerfile in ., args V=1', 'b: Dockerfile in ., target b, args W=1'],
  ],
  ['the platform "local" is none', hcl('target "app" { platforms = ["local"] }'), ['app: Dockerfile in .']],
  [
    'JSON, whose strings are templates',
    {
      'docker-bake.json': JSON.stringify({
        variable: { TAG: { default: 'v1' } },
        target: { app: { context: '.', tags: ['org/app:${TAG}'], args: { N: 1, S: 'a', Z: null } } },
      }),
      Dockerfile: plain,
    },
    ['app: Dockerfile in ., args N=1 S=a, as org/app:v1'],
  ],
  [
    'the override file lies on top',
    {
      'docker-bake.hcl': lines(
        'variable "T" { default = "dev" }',
        'target "app" {',
        '  target = T',
        '  args = { A = "1" }',
        '}',
      ),
      'docker-bake.override.hcl': lines('variable "T" { default = "prod" }', 'target "app" { args = { B = "2" } }'),
      Dockerfile: plain,
    },
    ['app: Dockerfile in ., target prod, args A=1 B=2'],
  ],
  [
    'a file of its own that uses names of the default one is read with it',
    {
      'docker-bake.hcl': lines('variable "T" { default = "dev" }', 'target "app" { target = T }'),
      'extra.bake.hcl': 'target "extra" {\n inherits = ["app"]\n args = { T = T }\n}\n',
      Dockerfile: plain,
    },
    ['app: Dockerfile in ., target dev', 'extra: Dockerfile in ., target dev, args T=dev'],
  ],
  [
    'paths count from the root where the root has the Dockerfiles',
    { 'hack/docker-bake.hcl': 'target "app" {}\n', Dockerfile: plain },
    ['app: Dockerfile in .'],
  ],
  [
    'a remote context',
    hcl('target "app" { context = "https://github.com/org/app.git" }', 'target "own" {}'),
    [
      'app: no Dockerfile in https://github.com/org/app.git, unresolved dockerfile: it is in the remote context',
      'own: Dockerfile in .',
    ],
  ],
];

test.each(rows)('%s', (_, files, expected) => {
  expect(buildLines(files)).toEqual(expected);
});

describe('expressions', () => {
  test.each([
    ['"a"', 'a'],
    ['"a\\tb\\u0041"', 'a\tbA'],
    ['"$${x} %%{y}"', '${x} %{y}'],
    ['1 + 2 * 3 - 4 / 2', '5'],
    ['(1 + 2) * 3', '9'],
    ['7 % 4', '3'],
    ['-V', '-3'],
    ['V > 2 && !false ? "yes" : "no"', 'yes'],
    ['V == 3 || unset == "x" ? "yes" : "no"', 'yes'],
    ['V != null ? "set" : "unset"', 'set'],
    ['NONE == null ? "null" : "set"', 'null'],
    ['EMPTY == "" ? "empty" : EMPTY', 'empty'],
    ['"${V}-${LIST[1]}-${MAP.k}-${MAP["k"]}"', '3-b-v-v'],
    ['LIST.0', 'a'],
    ['join(",", [for x in LIST : upper(x) if x != "b"])', 'A,C'],
    ['join(",", [for i, x in LIST : "${i}${x}"])', '0a,1b,2c'],
    ['join(",", values({for k, v in MAP : k => "${k}${v}"}))', 'kv,mw'],
    ['join(",", keys({for x in ["aa", "ab", "b"] : substr(x, 0, 1) => x...}))', 'a,b'],
    ['join(",", OBJECTS[*].name)', 'x,y'],
    ['join(",", OBJECTS.*.name)', 'x,y'],
    ['"%{ if V > 2 }big%{ else }small%{ endif }"', 'big'],
    ['"%{ for x in LIST }[${x}]%{ endfor }"', '[a][b][c]'],
    ['"a ${~ V ~} b"', 'a3b'],
    ['bindir("x")', './bin/x'],
    ['many("-", "a", "b")', 'a-b'],
    ['max(LIST_OF_NUMBERS...)', '9'],
    ['try(nothing.at.all, "fallback")', 'fallback'],
    ['can(nothing) ? "can" : "cannot"', 'cannot'],
    ['coalesce(null, "x")', 'x'],
    ['contains(LIST, "b") ? "in" : "out"', 'in'],
    ['format("%s-%03d-%q", "a", 7, "b")', 'a-007-"b"'],
    ['join(" ", formatlist("%s!", LIST))', 'a! b! c!'],
    ['regex_replace("v1.2.3", "^v([0-9]+).*$", "major-$1")', 'major-1'],
    ['regex("[a-z]+", "123abc")', 'abc'],
    ['replace("a.b.c", ".", "-")', 'a-b-c'],
    ['split(",", "a,b")[1]', 'b'],
    ['trimprefix("v1", "v")', '1'],
    ['title("hello world")', 'Hello World'],
    ['md5("a")', '0cc175b9c0f1b6a831c399e269772661'],
    ['substr(sha256("a"), 0, 8)', 'ca978112'],
    ['base64encode("hé")', 'aMOp'],
    ['jsonencode({a = [1, "b", null]})', '{"a":[1,"b",null]}'],
    ['jsondecode("{\\"a\\": 1}").a', '1'],
    ['lookup(MAP, "nope", "else")', 'else'],
    ['merge(MAP, {k = "new"}).k', 'new'],
    ['length(distinct(concat(LIST, LIST)))', '3'],
    ['element(LIST, 4)', 'b'],
    ['sanitize("a/b:c")', 'a_b_c'],
    ['strlen("héé")', '3'],
    ['join(",", [for p in setproduct(["a", "b"], ["x"]) : join("", p)])', 'ax,bx'],
    ['BAKE_LOCAL_PLATFORM', 'linux/amd64'],
  ])('%s', (expression, expected) => {
    const { builds } = discover(
      hcl(
        'V = 3',
        'variable "NONE" { default = null }',
        'variable "EMPTY" {}',
        'variable "unset" { default = "" }',
        'LIST = ["a", "b", "c"]',
        'LIST_OF_NUMBERS = [1, 9, 4]',
        'MAP = { k = "v", m = "w" }',
        'OBJECTS = [{ name = "x" }, { name = "y" }]',
        'function "bindir" {',
        '  params = [dir]',
        '  result = EMPTY != "" ? EMPTY : "./bin/${dir}"',
        '}',
        'function "many" {',
        '  params = [by]',
        '  variadic_params = rest',
        '  result = join(by, rest)',
        '}',
        `target "app" { args = { R = ${expression} } }`,
      ),
    );
    expect(builds[0]?.buildArgs).toEqual({ R: expected });
  });

  test('here-documents, flush ones without their indentation', () => {
    const { builds } = discover(
      hcl(
        'V = 1',
        'target "app" {',
        '  args = {',
        '    A = <<EOT',
        '  a ${V}',
        'EOT',
        '    B = <<-EOT',
        '      b',
        '        c',
        '      EOT',
        '  }',
        '}',
      ),
    );
    expect(builds[0]?.buildArgs).toEqual({ A: '  a 1\n', B: 'b\n  c\n' });
  });

  test('comments of three kinds', () => {
    expect(
      buildLines(hcl('# one', '// two', '/* three', '*/', 'target "app" { # four', '  target = "x" // five', '}')),
    ).toEqual(['app: Dockerfile in ., target x']);
  });

  test('what only a run knows is said', () => {
    expect(buildLines(hcl('target "app" {', '  args = { T = timestamp(), A = "1" }', '}'))).toEqual([
      'app: Dockerfile in ., args A=1, unresolved build argument T: the function timestamp gives what only a run can tell',
    ]);
  });
});

test('a build knows the line of its target', () => {
  const { builds } = discover(hcl('', 'target "app" {}'));
  expect(builds[0]?.origins).toEqual([{ source: 'bake', path: 'docker-bake.hcl', line: 2, column: 1, name: 'app' }]);
});

describe('what is wrong is told with its place', () => {
  test.each<readonly [string, Files, string]>([
    ['a missing brace', hcl('target "app" {'), 'docker-bake.hcl:2: A "}" is missing here.'],
    ['a text without an end', hcl('A = "x'), 'docker-bake.hcl:1: This text has no closing quote on its line.'],
    [
      'an unknown function',
      hcl('target "app" {', '  target = magic("x")', '}'),
      'docker-bake.hcl:2: There is no function "magic".',
    ],
    [
      'an unknown variable',
      hcl('target "app" {', '  args = {', '    A = NOPE', '  }', '}'),
      'docker-bake.hcl:3: No variable has the name "NOPE".',
    ],
    [
      'a variable of itself',
      hcl('A = B', 'B = A', 'target "app" { target = A }'),
      'docker-bake.hcl:1: "A" depends on itself.',
    ],
    [
      'a function of itself',
      hcl('function "f" {', '  params = [x]', '  result = f(x)', '}', 'target "app" { target = f(1) }'),
      'docker-bake.hcl:3: The function "f" calls itself.',
    ],
    [
      'an inherited target that is not there',
      hcl('target "app" { inherits = ["nope"] }'),
      'docker-bake.hcl:1: The target "nope" that it inherits is not there.',
    ],
    [
      'targets that inherit each other',
      hcl('target "a" { inherits = ["b"] }', 'target "b" { inherits = ["a"] }'),
      'docker-bake.hcl:1: It inherits itself by way of "a".',
    ],
    [
      'a matrix without a name',
      hcl('target "app" { matrix = { a = ["x"] } }'),
      'docker-bake.hcl:1: A target with a matrix needs a name made of its values.',
    ],
    ['an unnamed target', hcl('target {}'), 'docker-bake.hcl:1: This target has no name.'],
    [
      'broken JSON',
      { 'docker-bake.json': '{\n"target": }' },
      'docker-bake.json:2: This is not valid JSON: value expected.',
    ],
  ])('%s', (_, files, expected) => {
    expect(noticeLines(files)).toContain(expected);
  });

  test('a target whose attribute cannot be evaluated is still a build', () => {
    expect(buildLines(hcl('target "app" {', '  target = magic("x")', '}'))).toEqual([
      'app: Dockerfile in ., unresolved target: it cannot be evaluated',
    ]);
  });
});
