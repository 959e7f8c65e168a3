import '@angular/compiler';
import { FetchBackend, HttpClient } from '@angular/common/http';
import { DestroyRef, Injector, NgZone, ɵNoopNgZone } from '@angular/core';

export function createHttpClient(): HttpClient {
  const injector = Injector.create({
    providers: [
      { provide: NgZone, useClass: ɵNoopNgZone, deps: [] },
      { provide: DestroyRef, useValue: { onDestroy: () => () => undefined } },
      { provide: FetchBackend, deps: [] },
    ],
  });
  return new HttpClient(injector.get(FetchBackend));
}
