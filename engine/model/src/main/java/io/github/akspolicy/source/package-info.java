/** Where manifests come from: folders, charts, definitions of clusters, kubeconfig files. */
@NullMarked
package io.github.akspolicy.source;

import org.jspecify.annotations.NullMarked;
