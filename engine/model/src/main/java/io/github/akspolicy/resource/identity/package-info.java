/** Service accounts, secrets, and what connects them with identities of Azure. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource.identity;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
