// A rule of the linter: words that a person reads go through `say`, so that they can be translated. Words are told by their
// looks: two of them with a blank between, or one with a capital. What looks like words and is none (a style sheet, a key)
// says so in a comment that switches the rule off for its line.

/** Two words, or a capitalised one. Names of things in code have no blanks and begin small. */
const looksSaid = /[A-Za-z]{2,}[,;:.…]?[ \n]+(?:[^A-Za-z\s]+[ \n]+)*[A-Za-z]{2,}|^\s*[A-Z][a-z]+(?:[\s.,:;!?…]|$)/;

/** The product's name, its command line, and the ids of rows are the same in every language. */
const sameEverywhere = /^(?:Orchion$|orchion |group [a-z]+$)/;

export const saidWords = {
  meta: {
    type: 'problem',
    messages: {
      bare: '"{{text}}" is read by people: say it through `say`, so that it can be translated.',
      values: 'The message has {{places}} places for values and is given {{values}}.',
      made: 'The first argument of `say` is written out, so that it can be found and translated; what varies goes into {0}.',
    },
    schema: [],
  },
  create(context) {
    function check(node, text) {
      const words = withoutTags(text);
      if (!looksSaid.test(words) || sameEverywhere.test(words) || isForMachines(node)) return;
      context.report({ node, messageId: 'bare', data: { text: words.trim().slice(0, 60) } });
    }
    return {
      Literal(node) {
        if (typeof node.value === 'string') check(node, node.value);
      },
      TemplateElement(node) {
        check(node, node.value.cooked ?? '');
      },
      CallExpression(node) {
        const [message] = node.arguments;
        if (!isSay(node.callee) || message === undefined) return;
        if (message.type !== 'Literal' || typeof message.value !== 'string') {
          context.report({ node: message, messageId: 'made' });
          return;
        }
        const places = new Set(message.value.match(/\{\d+\}/g)).size;
        const values = node.arguments.length - 1;
        if (places !== values) context.report({ node, messageId: 'values', data: { places, values } });
      },
    };
  },
};

/** Of a page what its reader sees: no tags, nor the halves of those that a value stands in. */
function withoutTags(text) {
  return text.replace(/^[^<>]*>|<[^<>]*>|<[^<>]*$/g, ' ');
}

/** What `say` is given to translate, what a developer reads in the log, and what the language itself asks for. */
function isForMachines(node) {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type === 'CallExpression') {
      if (isSay(outer.callee) && outer.arguments[0] === inner) return true;
      if (outer.callee.type === 'MemberExpression' && nameOf(outer.callee.object) === 'log') return true;
    }
    if (/^(Import|Export(All|Named))/.test(outer.type) && outer.source === inner) return true;
    if (outer.type === 'TSLiteralType') return true;
    // Compared with what a program said: a key, a state.
    if (outer.type === 'BinaryExpression' && /^[!=]==$/.test(outer.operator)) return true;
    if (outer.type === 'SwitchCase' && outer.test === inner) return true;
    if (outer.type === 'VariableDeclarator' && nameOf(outer.id) === 'style') return true;
    if (outer.type === 'Property' && outer.key === inner) return true;
  }
  return false;
}

function isSay(callee) {
  return nameOf(callee) === 'say';
}

/** The last part of `a.b.c`. */
function nameOf(node) {
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return node.type === 'Identifier' ? node.name : '';
}
