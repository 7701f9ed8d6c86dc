package io.github.reactoraws.cache;

import io.github.reactoraws.cache.tier.StoredList;

/** A list that a tier has found, and what may be done with it once it is claimed. */
record Found<T>(StoredList<T> list, String tier, Freshness freshness, Claim<T> claim) {}
