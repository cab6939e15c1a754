import js from '@eslint/js';
import {configs as lit} from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import {configs as wc} from 'eslint-plugin-wc';
import {defineConfig, globalIgnores} from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// What a status page says is somebody else's text, and the page around a widget may forbid inline styles. So nothing in
// src/ turns text into markup or code, and nothing writes a style attribute.
const noMarkupFromText = 'Foreign text is never markup: use a Lit template or textContent.';
const noStyleAttribute =
  'A page with a Content-Security-Policy blocks style attributes: use a class, a token or style.setProperty().';
const noPlainCurrentScript =
  'An <img name="currentScript"> in the page replaces it: go through the getter of Document.prototype.';

const markupSinks = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
  'createContextualFragment',
  'srcdoc',
].map((property) => ({property, message: noMarkupFromText}));

const unsafeDirectives = '(unsafeHTML|unsafeSVG|unsafeMathML|unsafeStatic)';

export default defineConfig(
  globalIgnores(['**/dist/', 'cdn/', 'coverage/', 'tests/results/']),
  {linterOptions: {reportUnusedDisableDirectives: 'error'}},

  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {globals: {...globals.node}},
  },
  {
    files: ['demo/**/*.js'],
    languageOptions: {globals: {...globals.browser}},
  },

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {argsIgnorePattern: '^_', varsIgnorePattern: '^_'},
      ],
      // The core is functions and closures: its methods have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {considerDefaultExhaustiveForUnions: true},
      ],
    },
  },

  {
    // tests/tsconfig.json knows the tests of both packages.
    files: ['server/tests/**/*.ts', 'server/*.ts'],
    languageOptions: {parserOptions: {projectService: false, project: 'tests/tsconfig.json'}},
  },

  {
    files: ['src/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended'], litA11y.configs.recommended],
    // By default the plugins look only at classes that extend HTMLElement or LitElement by name.
    settings: {
      lit: {elementBaseClasses: ['OutageElement']},
      wc: {elementBaseClasses: ['LitElement', 'OutageElement']},
    },
    rules: {
      'lit/attribute-names': ['error', {convention: 'kebab'}],
      'lit/lifecycle-super': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      'wc/no-closed-shadow-root': 'error',
      'wc/no-constructor-params': 'error',
      'wc/no-typos': 'error',
      'wc/require-listener-teardown': 'error',

      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {regex: `^lit(-html)?/.*(unsafe-|/static|static-html)`, message: noMarkupFromText},
            {regex: `^lit(-html)?/.*style-map`, message: noStyleAttribute},
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...markupSinks,
        {object: 'document', property: 'write', message: noMarkupFromText},
        {object: 'document', property: 'writeln', message: noMarkupFromText},
        {object: 'document', property: 'currentScript', message: noPlainCurrentScript},
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `CallExpression[callee.name=/^${unsafeDirectives}$/]`,
          message: noMarkupFromText,
        },
        {
          selector:
            'TaggedTemplateExpression TemplateElement[value.raw=/\\.(innerHTML|outerHTML|srcdoc)=/]',
          message: noMarkupFromText,
        },
        {
          selector:
            "CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^style$/i]",
          message: noStyleAttribute,
        },
        {selector: "CallExpression[callee.name='styleMap']", message: noStyleAttribute},
        {
          selector:
            'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/<style|\\sstyle=/i]',
          message: noStyleAttribute,
        },
        {
          selector:
            "MemberExpression[object.property.name='document'][property.name='currentScript']",
          message: noPlainCurrentScript,
        },
      ],
    },
  },

  {
    // Bounds of what one can read at once. They hold without exceptions.
    files: ['src/**/*.ts', 'server/src/**/*.ts', 'demo/**/*.{js,mjs}', 'scripts/**/*.mjs'],
    rules: {
      complexity: ['error', 15],
      'max-params': ['error', 4],
      'no-shadow': 'error',
      // Prettier wraps code at 100 columns, but neither comments nor long literals.
      'max-len': [
        'error',
        {
          code: 100,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
          ignoreUrls: true,
        },
      ],
    },
  },

  {
    // Code that also runs on a server has no page. tests/ssr.test.ts looks at the rest: what runs at import.
    files: ['src/**/*.ts'],
    ignores: ['src/dom/**', 'src/{announcer,binding,elements,i18n}/**', 'src/auto.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          globals: ['document', 'window', 'localStorage', 'sessionStorage'],
          checkGlobalObject: true,
        },
      ],
    },
  },

  {
    files: ['tests/**/*.ts', 'server/tests/**/*.ts'],
    rules: {
      // Chai's assertions are expressions: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
      // A stand-in for an asynchronous function often has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // A test that reads JSON says by its assertions what it expects of it.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },

  {
    files: ['tests/browser/**/*.ts'],
    rules: {
      // The types of @open-wc/testing call every .equal() a promise, and only .accessible() is one.
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "ExpressionStatement > CallExpression[callee.property.name='accessible']",
          message: 'Nobody waits for this audit: await it.',
        },
      ],
    },
  },
);
