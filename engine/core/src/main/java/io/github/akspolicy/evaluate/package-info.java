/**
 * Policies applied to resources: findings with their origins, exemptions, thresholds, and the ledger that accounts for everything.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.evaluate;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
