/** Policies about service accounts and Microsoft Entra Workload ID. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policies.identity;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
