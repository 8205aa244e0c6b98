/** Policies about Kubernetes RBAC. */
@NullMarked
package io.github.akspolicy.policies.rbac;

import org.jspecify.annotations.NullMarked;
