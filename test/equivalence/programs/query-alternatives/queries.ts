type Query = Record<string, unknown>;
type Wanted = { all: boolean; os?: string };

/** Each of these sends something else when it is asked for all. */
export const byReturn = ({ all }: Wanted): Query => {
  if (all) return { limit: 40 };
  return { limit: 45, 'property-os_type': 'linux' };
};

export const byCondition = ({ all }: Wanted): Query => (all ? { limit: 41 } : { limit: 46, is_public: true });

export const bySpread = ({ all, os = 'linux' }: Wanted): Query => ({
  ...(all ? {} : { 'property-os_type': os }),
  limit: 42,
});

export const byAssign = ({ all }: Wanted): Query =>
  Object.assign({}, all ? null : { name: 'shared-gamma-both-pending' }, { limit: 43 });

export function byVariable({ all }: Wanted): Query {
  let query: Query = { limit: 44 };
  if (all) query = { limit: 47, sort_key: 'name', sort_dir: 'asc' };
  return query;
}

export const bySwitch = ({ all }: Wanted): Query => {
  switch (all) {
    case true:
      return { size_min: 60, limit: 40 };
    default:
      return { size_max: 90, limit: 48 };
  }
};
