import { fill, type Words } from './words.ts';

type Entry = {
  words: (args: Record<string, string>) => Words;
  ignorable: boolean;
};

const entry = (what: string, why: string, todo: string, ignorable = false): Entry => ({
  words: args => ({ what: fill(what, args), why: fill(why, args), todo: fill(todo, args) }),
  ignorable,
});

/**
 * The closed catalogue of reasons that hold a rewrite back. An `ignorable` one leaves an unsafe fix:
 * the code stays valid and a person can judge the doubt; every other one leaves none.
 */
const CATALOGUE = {
  'unknown-prefix': entry(
    'the path starts with {prefix}, which is no known mount of an image service',
    'another product may serve the same words under its own prefix',
    'add the prefix to "mounts" in the configuration if it is your image service',
    true,
  ),
  'unfolded-path': entry(
    'a part of the path is only known at run time: {text}',
    'whether this is the deprecated endpoint depends on that value',
    'write the version and the resource as text, or change this place by hand',
  ),
  'split-text': entry(
    'the text that has to change is put together from {text}',
    'no single literal holds the version or the last segment',
    'write the path in one piece',
  ),
  'shared-constant': entry(
    '{name} also builds URLs of other endpoints',
    'changing it would move those calls too',
    'give this endpoint a constant of its own',
  ),
  'no-call': entry(
    'the path does not reach a call that we can see',
    'without the call neither the query nor the readers of the answer are known',
    'change it by hand together with the code that sends it',
  ),
  'server-route': entry(
    'the path is served here, not called',
    'the clients of this route would have to move with it',
    'move the route and its clients by hand',
  ),
  command: entry(
    'a command sends it, outside of the code: {text}',
    'its query, and what reads its answer, cannot be followed',
    'send the request from the code, or change the command by hand with what reads its output',
  ),
  'url-pattern': entry(
    'a regular expression looks for the path: {text}',
    'it does not match what is sent after the rewrite',
    'change it by hand together with the calls that it is about',
  ),
  'path-name': entry(
    'the path is the name of a member, or a type: {text}',
    'what is looked up by it is not found under the path of v2',
    'change it by hand together with the calls that it is about',
  ),
  'lone-mock': entry(
    'the endpoint is mocked here, and no call of it is in the files that were looked at',
    'a mock has to change together with the call that it stands in for',
    'run the tool over the code that calls it too, or change the mock by hand',
  ),
  'mock-of-kept-call': entry(
    'the call that is mocked here stays as it is: {text}',
    'with a mock of v2 its test would fail, or pass for the wrong reason',
    'see what holds the call back; both change together then',
  ),
  'mock-query': entry(
    'the mock names the query in another way than the call does: {text}',
    'it cannot be shown that it matches what the call sends after the rewrite',
    'write the query in the mock as the rewritten call sends it',
  ),
  'mock-reads-request': entry(
    'the mock looks at the request that it answers: {text}',
    'what it looks for may be the old path or the old query',
    'change the mock by hand together with the call',
  ),
  'mock-reply': entry(
    'the answer of the mock is put together in a way that is not understood: {text}',
    'with an answer of v1.1 the test would fail, or pass although the service answers otherwise',
    'write the images out, or give them the shape of v2 by hand: {shape}',
  ),
  'mock-fixture': entry(
    'the answer of the mock, {name}, is used for something else too',
    'that code would see the fields of v2',
    'give the mock an answer of its own, or change all of it by hand',
  ),
  'mock-left': entry(
    'a mock of this call is not rewritten with it: {text}',
    'its test would fail, or pass for the wrong reason, until the mock has the shape of v2',
    'see what is said of the mock, and change it by hand with this fix',
    true,
  ),
  'unknown-client': entry(
    '{name} is not a client that we know and its source is not in the project',
    'how it sends the query and hands out the answer is not known',
    'describe it under "clients" in the configuration',
  ),
  'outside-code': entry(
    'the path stands in a text, not in code',
    'who sends it and who reads the answer cannot be seen from here',
    'change it by hand, together with the code that uses it',
  ),
  'dynamic-method': entry(
    'the HTTP method is only known at run time',
    'POST /v2/images creates an image',
    'write the method as text',
  ),
  'opaque-query': entry(
    'the query comes from {text}, which cannot be followed',
    'v2 takes every unknown parameter as a filter and answers with an empty list',
    'build the query from literals where the call can see it, or use --compat',
  ),
  'dynamic-name': entry(
    'the name of a parameter is only known at run time: {text}',
    'v2 takes every unknown parameter as a filter and answers with an empty list',
    'name the parameters in the code, or use --compat',
  ),
  'array-value': entry(
    'the parameter {name} has a list as its value',
    'v1.1 reads the last one only, and clients differ in how they send lists',
    'pass a single value',
  ),
  'repeated-parameter': entry(
    'the parameter {name} is written in two places of this request',
    'v1.1 reads the last one, v2 may read both or the first',
    'write it once',
  ),
  'reserved-filter': entry(
    'the property filter {name} would become {to}, which has a meaning of its own in v2',
    'v2 would filter on another thing, or answer 500',
    'filter in the code after the call',
  ),
  'unmapped-value': entry(
    '{name} has a value that v2 may refuse: {text}',
    'v2 accepts only {allowed}',
    'make sure that only these are sent',
  ),
  'no-room-for-parameter': entry(
    'there is no place to add {name} to this query',
    'v2 lists fewer shared images without it',
    'pass the query as an object literal, or accept the difference with --accept {note}',
  ),
  'shared-query': entry(
    'the query object {name} is used elsewhere too',
    'other requests would change with it',
    'give this call a query object of its own',
  ),
  'query-read': entry(
    'the query object is read or changed here: {text}',
    'that code would see the new names',
    'keep the query object for the call alone',
  ),
  escape: entry(
    'the {shape} goes to {text}, which cannot be followed',
    'a reader there would miss the old fields without an error',
    'pick the fields that are needed before handing it on, or use --compat',
  ),
  logged: entry(
    'the {shape} is logged as a whole',
    'the log shows the fields of v2',
    'nothing, if nobody parses the log',
    true,
  ),
  'unknown-response': entry(
    'how the answer is read here is not understood: {text}',
    'its readers cannot be found',
    'take the list as .images from the parsed body',
  ),
  'unresolved-callers': entry(
    '{name} hands the {shape} to callers that cannot be seen',
    'their reads of the old fields cannot be changed with it',
    'pick the fields that are needed before handing it on, or use --compat',
  ),
  'dynamic-key': entry(
    'a field is read by a key that is only known at run time: {text}',
    'it may name a field that has moved',
    'read the fields by name',
  ),
  'bag-escape': entry(
    'the properties are used as one object: {text}',
    'v2 has no such object, its properties stand beside the fields of the image',
    'read the properties by name, or use --compat',
  ),
  'reserved-property': entry(
    'the property {name} has the name of a field of v2',
    'v2 gives the field and drops the property',
    'rename the property in the service',
  ),
  'unknown-field': entry(
    '{name} is no field of the image list',
    'in v2 a custom property of that name would appear here',
    'read properties through .properties, or remove the read',
  ),
  'feature-test': entry(
    '{name} tells the two API generations apart',
    'the test would take the other branch after the rewrite',
    'remove the branch for one of the generations',
  ),
  'field-write': entry(
    'the field {name} of the answer is written',
    'v2 has no field of that name and shape',
    'keep such state beside the image',
  ),
  'unsupported-read': entry(
    'the field {name} is read in a way that is not understood: {text}',
    'it cannot be shown what the rewritten read would mean',
    'read it as image.{name}',
  ),
  'empty-image': entry(
    'there may be an empty object in the place of the image whose {name} is read: {text}',
    'v1.1 gave nothing there, the rewritten read gives a value',
    'read it only where there is an image, as in image && image.{name}',
    true,
  ),
  'unseen-value': entry(
    '{name} is declared with a type of the answer, and was not seen to come from this call',
    'the type changes with the call, and what is done with this value would stay as it is',
    'give values that are not from this call a type of their own',
  ),
  'mixed-sources': entry(
    '{name} also receives values that do not come from this call',
    'its readers serve two shapes, and the rewrite would break one',
    'keep the answer of this call in a variable of its own',
  ),
  'stand-in': entry(
    '{name} is handed in for what sends the call, and answers in its own way',
    'it would go on answering in the old shape, as what tests hand in does',
    'change it by hand together with the call',
  ),
  'test-double': entry(
    'a test puts {name} in the place of what sends the call, or gives its answer on',
    'its test would fail, or pass for the wrong reason, until that answers in the shape of v2',
    'change it by hand with this fix',
    true,
  ),
  column: entry(
    'a column of the table names a field that v2 does not have as it was: {name}',
    'the table reads the field by its name, and would show an empty cell',
    'give the column a function that reads the new field, or use --compat',
  ),
  'unsupported-type': entry(
    'the type {name} describes the answer in a way that is not understood',
    'it would not agree with the rewritten readers',
    'declare the fields of the image in an interface',
  ),
  'opaque-template': entry(
    'the template uses {text} in an expression that is not understood',
    'it may read a field that has moved',
    'move the expression into the script, or use --compat',
  ),
  'template-edit': entry(
    'the template reads it where the new text has no room: {text}',
    'an attribute would end too early, or more than its expression would have to change',
    'put the attribute in double quotes, or move the expression into the script',
  ),
  'generated-code': entry(
    'the file says that it is generated',
    'the next generation would undo the change',
    'generate it anew from the description of v2',
  ),
  'unparsable-file': entry(
    'the file does not parse where the fix would have to change it',
    'edits in a broken file cannot be verified',
    'mend the syntax error first',
  ),
  'left-alone': entry(
    'a comment suppresses this call, and the fix would have to change it too',
    'calls that share types or readers are rewritten together or not at all',
    'remove the comment, or give the suppressed call code of its own',
  ),
  conflict: entry(
    'two fixes would change the same text in different ways',
    'only one of them could be applied',
    'apply one by hand, then run again',
  ),
  'not-verified': entry(
    'the rewritten code did not pass the check after the rewrite: {text}',
    'a fix is offered only where a second scan finds nothing left to do',
    'change this place by hand, and please report it',
  ),
} satisfies Record<string, Entry>;

export type BlockerCode = keyof typeof CATALOGUE;

/** All codes, in the order of the catalogue. */
export const BLOCKER_CODES = Object.keys(CATALOGUE) as BlockerCode[];

/** The words of a blocker, with its arguments filled in. */
export const blockerWords = (code: BlockerCode, args: Record<string, string>): Words =>
  CATALOGUE[code].words(args);

/** Whether a fix may still be offered, as an unsafe one. */
export const isIgnorable = (code: BlockerCode): boolean => CATALOGUE[code].ignorable;
