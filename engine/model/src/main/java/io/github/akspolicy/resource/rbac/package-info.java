/** Roles, bindings and the authorizer: who may do what. */
@NullMarked
package io.github.akspolicy.resource.rbac;

import org.jspecify.annotations.NullMarked;
