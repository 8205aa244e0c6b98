/**
 * Policies applied to resources: findings with their origins, exemptions, thresholds, and the ledger that accounts for everything.
 */
@NullMarked
package io.github.akspolicy.evaluate;

import org.jspecify.annotations.NullMarked;
