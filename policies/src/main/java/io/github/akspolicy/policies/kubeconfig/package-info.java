/** Policies about kubeconfig files: what gives access to the cluster. */
@NullMarked
package io.github.akspolicy.policies.kubeconfig;

import org.jspecify.annotations.NullMarked;
