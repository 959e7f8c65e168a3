import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import type { Tracker } from '../src/analysis/answer/tracker.ts';
import type { Draft } from '../src/analysis/edits/draft.ts';
import { groupDrafts, isFixable } from '../src/analysis/edits/groups.ts';
import type { Edit } from '../src/finding.ts';

const edit = (file: string, start: number, end: number, text = ''): Edit => ({ file, start, end, text });

/** Of a draft only its changes matter here. */
const draftOf = (edits: Edit[], lists: Draft['lists'] = []) => ({ edits, lists }) as unknown as Draft;

/** The drafts that meet at each station. */
const trackerOf = (...meetings: Draft[][]) =>
  ({
    stations: new Map(meetings.map((drafts, i) => [`${i}`, { drafts: new Set(drafts) }])),
  }) as unknown as Tracker;

/** Groups by the places of their drafts in the list. */
const groupsOf = (drafts: Draft[], ...meetings: Draft[][]) =>
  groupDrafts(drafts, trackerOf(...meetings)).map(group => group.drafts.map(draft => drafts.indexOf(draft)));

const edits = (...given: Edit[]) => {
  const [group, ...others] = groupDrafts([draftOf(given)], trackerOf());
  expect(others).toEqual([]);
  return { edits: group?.edits, hasConflict: group?.hasConflict };
};

describe('drafts that share their fate', () => {
  const fresh = () => ['a', 'b', 'c', 'd'].map(name => draftOf([edit(`${name}.ts`, 0, 1)]));

  test('are alone where nothing joins them', () => {
    expect(groupsOf(fresh())).toEqual([[0], [1], [2], [3]]);
    expect(groupsOf([])).toEqual([]);
  });

  test('are together where they meet at a value', () => {
    const drafts = fresh();
    const [a, b, c, d] = drafts as [Draft, Draft, Draft, Draft];
    expect(groupsOf(drafts, [a, c])).toEqual([[0, 2], [1], [3]]);
    expect(groupsOf(drafts, [a, b, d])).toEqual([[0, 1, 3], [2]]);
    expect(groupsOf(drafts, [d], [])).toEqual([[0], [1], [2], [3]]);
  });

  test('are together along a chain of meetings', () => {
    const drafts = fresh();
    const [a, b, c, d] = drafts as [Draft, Draft, Draft, Draft];
    expect(groupsOf(drafts, [a, b], [c, d], [b, c])).toEqual([[0, 1, 2, 3]]);
    expect(groupsOf(drafts, [a, b], [a, c], [d, c])).toEqual([[0, 1, 2, 3]]);
  });

  test('are together where they change the same text', () => {
    expect(
      groupsOf([
        draftOf([edit('a.ts', 5, 9, 'x')]),
        draftOf([edit('b.ts', 5, 9, 'x')]),
        draftOf([edit('a.ts', 0, 1), edit('a.ts', 5, 6)]),
        draftOf([edit('a.ts', 6, 9)]),
      ]),
    ).toEqual([[0, 2], [1], [3]]);
  });

  test('are together where they change the same list', () => {
    const source = ts.createSourceFile('a.ts', 'f({ a, b, c }, { d })', ts.ScriptTarget.ESNext, true);
    const objects: ts.ObjectLiteralExpression[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) objects.push(node);
      ts.forEachChild(node, visit);
    };
    visit(source);
    const [first, second] = objects as [ts.ObjectLiteralExpression, ts.ObjectLiteralExpression];
    const removal = (owner: ts.ObjectLiteralExpression, index: number) => {
      const remove = owner.properties[index] as ts.Node;
      return draftOf([], [{ file: 'a.ts', owner, elements: owner.properties, remove }]);
    };
    const drafts = [removal(first, 0), removal(second, 0), removal(first, 2)];
    expect(groupsOf(drafts)).toEqual([[0, 2], [1]]);
    const [group] = groupDrafts(drafts, trackerOf());
    expect(group?.edits).toEqual([edit('a.ts', 4, 7), edit('a.ts', 8, 11)]);
  });
});

describe('the edits of a group', () => {
  test('are in order, by file and place, each once', () => {
    const given = [
      edit('b.ts', 0, 1, 'x'),
      edit('a.ts', 5, 6, 'y'),
      edit('a.ts', 2, 3, 'z'),
      edit('b.ts', 0, 1, 'x'),
      edit('a.ts', 2, 2, 'w'),
    ];
    expect(edits(...given)).toEqual({
      edits: [
        edit('a.ts', 2, 2, 'w'),
        edit('a.ts', 2, 3, 'z'),
        edit('a.ts', 5, 6, 'y'),
        edit('b.ts', 0, 1, 'x'),
      ],
      hasConflict: false,
    });
  });

  test('may touch', () => {
    const given = [edit('a.ts', 0, 2, 'x'), edit('a.ts', 2, 4, 'y'), edit('a.ts', 4, 4, 'z')];
    expect(edits(...given)).toEqual({ edits: given, hasConflict: false });
  });

  test('of other files do not overlap', () => {
    const given = [edit('a.ts', 0, 9, 'x'), edit('b.ts', 4, 5, 'y')];
    expect(edits(...given)).toEqual({ edits: given, hasConflict: false });
  });

  test('that delete inside a deletion go', () => {
    expect(edits(edit('a.ts', 0, 9), edit('a.ts', 2, 4), edit('a.ts', 5, 9))).toEqual({
      edits: [edit('a.ts', 0, 9)],
      hasConflict: false,
    });
  });

  test('that delete more from the same place on win', () => {
    expect(edits(edit('a.ts', 0, 4), edit('a.ts', 0, 9))).toEqual({
      edits: [edit('a.ts', 0, 9)],
      hasConflict: false,
    });
  });

  test.each([
    ['deletions that overlap in part', [edit('a.ts', 0, 5), edit('a.ts', 3, 9)]],
    ['a change inside a deletion', [edit('a.ts', 0, 9), edit('a.ts', 3, 5, 'x')]],
    ['a deletion inside a change', [edit('a.ts', 0, 9, 'x'), edit('a.ts', 3, 5)]],
    ['two changes of one place', [edit('a.ts', 0, 9, 'x'), edit('a.ts', 0, 9, 'y')]],
    ['a change and a longer deletion', [edit('a.ts', 0, 4, 'x'), edit('a.ts', 0, 9)]],
    ['a deletion and a longer change', [edit('a.ts', 0, 4), edit('a.ts', 0, 9, 'x')]],
    ['a change that begins one character early', [edit('a.ts', 0, 5, 'x'), edit('a.ts', 4, 9, 'y')]],
  ])('are at odds: %s', (_, given) => {
    expect(edits(...given).hasConflict).toBe(true);
  });

  test('stay at odds when others follow', () => {
    const given = [edit('a.ts', 0, 5, 'x'), edit('a.ts', 4, 9, 'y'), edit('a.ts', 20, 21, 'z')];
    expect(edits(...given).hasConflict).toBe(true);
  });
});

test('a group without any edit has nothing to fix', () => {
  const draft = { ...draftOf([]), blockers: [] };
  expect(isFixable({ drafts: [draft], edits: [], hasConflict: false })).toBe(false);
  expect(isFixable({ drafts: [draft], edits: [edit('a.ts', 0, 1)], hasConflict: false })).toBe(true);
  expect(isFixable({ drafts: [draft], edits: [edit('a.ts', 0, 1)], hasConflict: true })).toBe(false);
});

describe('a list that was empty', () => {
  const addedTo = (code: string, ...added: string[]) => {
    const source = ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true);
    const [owner] = ((source.statements[0] as ts.ExpressionStatement).expression as ts.CallExpression)
      .arguments;
    const lists = added.map(add => ({ file: 'a.ts', owner: owner as ts.Node, elements: [], add }));
    const [group] = groupDrafts([draftOf([], lists)], trackerOf());
    const [only] = group?.edits ?? [];
    return only && code.slice(0, only.start) + only.text + code.slice(only.end);
  };

  test('gets all that is added, with the blanks of its kind', () => {
    expect(addedTo('f({});', 'a: 1', 'b: 2')).toBe('f({ a: 1, b: 2 });');
    expect(addedTo('f([ ]);', '1', '2')).toBe('f([1, 2]);');
  });
});
