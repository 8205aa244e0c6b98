/** Services and ingresses as the API server sees them. */
@NullMarked
package io.github.akspolicy.resource.network;

import org.jspecify.annotations.NullMarked;
