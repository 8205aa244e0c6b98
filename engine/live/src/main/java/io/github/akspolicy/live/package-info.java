/** Running clusters as a source: the same policies judge what runs, and what runs is compared with what was rendered. */
@NullMarked
package io.github.akspolicy.live;

import org.jspecify.annotations.NullMarked;
