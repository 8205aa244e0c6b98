/**
 * Where manifests come from: folders, charts, definitions of clusters, kubeconfig files. The interfaces that readers implement,
 * found by {@link java.util.ServiceLoader}, and the types that they hand over: releases, origins, problems.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.source;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
