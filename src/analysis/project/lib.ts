/**
 * The few built-in types that the checker needs to see through promises, lists and maps to a project's own
 * classes. The real ones take a third of a second to read; symbols are all that is asked for here.
 */
export const LIB = `
interface Object { hasOwnProperty(k: PropertyKey): boolean; toString(): string }
declare var Object: { freeze<T>(o: T): T; seal<T>(o: T): T; [name: string]: any };
interface Function { call(t: any, ...a: any[]): any; apply(t: any, a: any): any; bind(t: any, ...a: any[]): any }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments {}
interface String {
  length: number; [n: number]: string; toString(): string; trim(): string; toLowerCase(): string; toUpperCase(): string;
  slice(a?: number, b?: number): string; substring(a: number, b?: number): string; concat(...a: string[]): string;
  replace(a: any, b: any): string; replaceAll(a: any, b: any): string; padStart(n: number, s?: string): string;
}
interface Number { toString(n?: number): string; toFixed(n?: number): string }
interface Boolean {}
interface RegExp {}
interface Symbol {}
interface Date { toISOString(): string; toJSON(): string; getTime(): number }
declare var Date: { new (...a: any[]): Date; now(): number };
declare type PropertyKey = string | number | symbol;
declare type Partial<T> = { [P in keyof T]?: T[P] };
declare type Required<T> = { [P in keyof T]-?: T[P] };
declare type Readonly<T> = { readonly [P in keyof T]: T[P] };
declare type Pick<T, K extends keyof T> = { [P in K]: T[P] };
declare type Exclude<T, U> = T extends U ? never : T;
declare type Extract<T, U> = T extends U ? T : never;
declare type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
declare type NonNullable<T> = T & {};
declare type Record<K extends keyof any, T> = { [P in K]: T };
declare type ReturnType<T extends (...a: any) => any> = T extends (...a: any) => infer R ? R : any;
declare type Awaited<T> = T extends null | undefined ? T
  : T extends object & { then(f: infer F, ...a: infer _): any } ? F extends (v: infer V, ...a: infer _) => any ? Awaited<V> : never : T;
interface PromiseLike<T> { then<A = T, B = never>(f?: ((v: T) => A | PromiseLike<A>) | null, r?: ((e: any) => B | PromiseLike<B>) | null): PromiseLike<A | B> }
interface Promise<T> {
  then<A = T, B = never>(f?: ((v: T) => A | PromiseLike<A>) | null, r?: ((e: any) => B | PromiseLike<B>) | null): Promise<A | B>;
  catch<B = never>(r?: ((e: any) => B | PromiseLike<B>) | null): Promise<T | B>;
  finally(f?: (() => void) | null): Promise<T>;
}
interface PromiseConstructor {
  new <T>(e: (resolve: (v: T | PromiseLike<T>) => void, reject: (e?: any) => void) => void): Promise<T>;
  all<T extends readonly unknown[] | []>(v: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }>;
  resolve<T>(v: T): Promise<Awaited<T>>;
}
declare var Promise: PromiseConstructor;
interface ReadonlyArray<T> extends Array<T> {}
interface Array<T> {
  length: number; [n: number]: T;
  map<U>(f: (v: T, i: number, a: T[]) => U): U[];
  flatMap<U>(f: (v: T, i: number, a: T[]) => U | U[]): U[];
  filter(f: (v: T, i: number, a: T[]) => unknown): T[];
  find(f: (v: T, i: number, a: T[]) => unknown): T | undefined;
  some(f: (v: T, i: number, a: T[]) => unknown): boolean;
  every(f: (v: T, i: number, a: T[]) => unknown): boolean;
  forEach(f: (v: T, i: number, a: T[]) => void): void;
  reduce<U>(f: (a: U, v: T, i: number, l: T[]) => U, s: U): U;
  sort(f?: (a: T, b: T) => number): this; slice(a?: number, b?: number): T[]; concat(...a: (T | T[])[]): T[];
  push(...a: T[]): number; pop(): T | undefined; shift(): T | undefined; at(i: number): T | undefined;
  join(s?: string): string; includes(v: T): boolean; indexOf(v: T): number;
}
interface Map<K, V> { get(k: K): V | undefined; set(k: K, v: V): this; has(k: K): boolean; values(): V[]; size: number }
interface MapConstructor { new <K = any, V = any>(e?: any): Map<K, V> }
declare var Map: MapConstructor;
interface Set<T> { add(v: T): this; has(v: T): boolean; size: number }
interface SetConstructor { new <T = any>(e?: any): Set<T> }
declare var Set: SetConstructor;
declare module '@angular/core' { export function inject<T>(token: abstract new (...a: any[]) => T, o?: any): T }
declare module 'react' {
  export interface Context<T> { Provider: any; Consumer: any }
  export function createContext<T>(v: T): Context<T>;
  export function useContext<T>(c: Context<T>): T;
  export function useMemo<T>(f: () => T, d?: any): T;
  export function useRef<T>(v: T): { current: T };
}
`;
