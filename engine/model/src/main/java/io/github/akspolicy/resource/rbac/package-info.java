/** Roles, bindings and the authorizer: who may do what. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.resource.rbac;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
