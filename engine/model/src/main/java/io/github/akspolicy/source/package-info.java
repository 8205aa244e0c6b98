/**
 * Where manifests come from: folders, charts, definitions of clusters, kubeconfig files. The interfaces that readers implement,
 * found by {@link java.util.ServiceLoader}, and the types that they hand over: releases, origins, problems.
 */
@NullMarked
package io.github.akspolicy.source;

import org.jspecify.annotations.NullMarked;
