package io.github.reactoraws.cache;

/** How a recording comes by its list. */
enum Way {
  /** It is looked for, and loaded if it is not there. All who ask meanwhile share it. */
  SHARED,
  /** It is loaded behind an answer. Who finds no answer meanwhile shares it. */
  REFRESH,
  /** It is looked for while another loads it, and taken from there if it is not to be had. */
  ASIDE
}
